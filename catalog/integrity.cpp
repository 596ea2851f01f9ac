#include "catalog/integrity.h"

#include <algorithm>
#include <array>
#include <span>

#include "catalog/database.h"
#include "catalog/model.h"
#include "catalog/schema.h"

namespace catalog {
namespace {

using base::Errc;
using base::fail;

/// A 32-bit number of the file header, most significant byte first. Source: sqlite.org/fileformat2.html, 1.3.
std::uint32_t header_number(std::string_view header, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = at; i < at + 4; ++i) number = number << 8 | static_cast<unsigned char>(header[i]);
    return number;
}
constexpr std::size_t kPageSizeAt = 16, kChangesAt = 24, kPagesAt = 28, kUserVersionAt = 60,
                      kApplicationIdAt = 68, kPagesValidForAt = 92;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

/// The length that the header gives; 0 when an old SQLite wrote the file and left it out.
std::uint64_t length_in_header(std::string_view header) {
    if (header_number(header, kChangesAt) != header_number(header, kPagesValidForAt)) return 0;
    const std::uint64_t page_bytes = header_number(header, kPageSizeAt) >> 16;
    return (page_bytes == 1 ? 65536 : page_bytes) * header_number(header, kPagesAt);
}

base::Status check_version(std::string_view header) {
    const std::uint32_t application = header_number(header, kApplicationIdAt);
    if (application != kApplicationId)
        return fail(Errc::corrupt, fmt::format("a SQLite database, but not a release of this program "
                                               "(application_id 0x{:08X}, not 0x{:08X})",
                                               application, kApplicationId));
    const auto version = static_cast<std::int32_t>(header_number(header, kUserVersionAt));
    if (version > kSchemaVersion)
        return fail(Errc::unsupported,
                    fmt::format("schema version {} is newer than {}, the newest that this program reads",
                                version, kSchemaVersion));
    if (version < kSchemaVersion)
        return fail(Errc::corrupt, fmt::format("schema version {} was never published; the first is {}",
                                               version, kSchemaVersion));
    return {};
}

/// A value of the file as it may stand in a one-line message.
std::string quoted(std::string_view value) {
    constexpr std::size_t kLongest = 60;
    std::string shown(value.substr(0, kLongest));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return fmt::format("\"{}{}\"", shown, value.size() > kLongest ? "..." : "");
}

/// A row by its id: a word in quotes, a number bare.
std::string row_name(std::string_view id) {
    const bool number = !id.empty() && id.size() < 20 && id.find_first_not_of("0123456789") == id.npos;
    return number ? std::string(id) : quoted(id);
}

// ---- schema

base::Status check_schema(Database& database) {
    auto foreign = database.query_once(
        "SELECT type, name FROM sqlite_schema "
        "WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1");
    if (!foreign) return base::fail(foreign.error());
    const auto found = foreign->next();
    if (!found) return base::fail(found.error());
    if (*found)
        return fail(Errc::corrupt,
                    fmt::format("holds {} {}, which no release has",
                                foreign->text(0) == "table" ? "the virtual table" : foreign->string(0),
                                quoted(foreign->text(1))));
    return {};
}

/// How the check words what is no fault of the file: SQLITE_NOMEM.
constexpr std::string_view kOutOfMemory = "unable to get the page. error code=7";

base::Status check_pages(Database& database) {
    auto check = database.query_once("PRAGMA quick_check(1)");
    if (!check) return base::fail(check.error());
    const auto row = check->next();
    if (!row) return base::fail(row.error());
    const std::string_view answer = check->text(0);
    if (answer == "ok") return {};
    if (answer.find(kOutOfMemory) != answer.npos) return fail(Errc::io, "out of memory");
    return fail(Errc::corrupt, fmt::format("damaged: {}", quoted(answer)));
}

// ---- rows: values and references

template <const auto& names>
bool is_one_of(std::string_view word) {
    return std::find(names.begin(), names.end(), word) != names.end();
}
bool is_date(std::string_view text) { return base::parse_date(text).has_value(); }
bool is_date_or_empty(std::string_view text) { return text.empty() || is_date(text); }
bool is_instant(std::string_view text) { return base::parse_instant(text).has_value(); }
bool is_instant_or_empty(std::string_view text) { return text.empty() || is_instant(text); }
bool is_flag(std::string_view text) { return text == "0" || text == "1"; }
bool is_year(std::string_view text) { return text.size() == 4 && is_date(std::string(text) + "-01-01"); }

/// A value that `accepts` must like. Without `accepts` a reference: what the row names of the table `name` in
/// vain, NULL when all is well.
struct Column {
    const char* name;
    bool (*accepts)(std::string_view) = nullptr;
    const char* wanted = nullptr;
};

/// Column 0 of `select` is the row's id; `columns[i]` is column i + 1. One select finds all that can be wrong
/// with a row, for a large table is slow to read.
struct Rows {
    const char *table, *select;
    std::span<const Column> columns;
};

// Written out, and not `PRAGMA foreign_key_check`, because that names no row in tables WITHOUT ROWID and
// believes the file's schema.
#define KIOSK_REFERENCE(column, parent) \
    ", iif(" #column " IS NULL OR " #column " IN (SELECT id FROM " #parent "), NULL, " #column ")"
#define KIOSK_CLAUSE                                                                                         \
    ", iif((section, clause) IN (SELECT section, id FROM clause), NULL, ifnull(section || ' / ' || clause, " \
    "''))"

constexpr const char* kKnownWord = "no word that this program knows";
constexpr const char* kNoDate = "no date";
constexpr const char* kNoMoment = "no moment in time";
constexpr Column kReleaseColumns[] = {{"plan_year", is_year, "no year"},
                                      {"published_at", is_instant, kNoMoment},
                                      {"default_valid_until", is_date, kNoDate}};
constexpr Column kSourceColumns[] = {{"published_on", is_date_or_empty, kNoDate},
                                     {"demonstration", is_flag, "not 0 or 1"}};
constexpr Column kTargetColumns[] = {{"comparator", is_one_of<kComparatorNames>, kKnownWord},
                                     {"kind", is_one_of<kKindNames>, kKnownWord},
                                     {"direction", is_one_of<kDirectionNames>, kKnownWord},
                                     {"tier", is_one_of<kTierNames>, kKnownWord},
                                     {"deadline", is_date, kNoDate},
                                     {"source"},
                                     {"target"},
                                     {"clause"}};
constexpr Column kObservationColumns[] = {{"period_start", is_date, kNoDate},
                                          {"period_end", is_date, kNoDate},
                                          {"as_of", is_date, kNoDate},
                                          {"qualifier", is_one_of<kQualifierNames>, kKnownWord},
                                          {"status", is_one_of<kObservationStatusNames>, kKnownWord},
                                          {"published_on", is_date_or_empty, kNoDate},
                                          {"source"},
                                          {"observation"}};
constexpr Column kNoticeColumns[] = {{"severity", is_one_of<kSeverityNames>, kKnownWord},
                                     {"starts_at", is_instant_or_empty, kNoMoment},
                                     {"ends_at", is_instant, kNoMoment}};
constexpr Column kToSection[] = {{"section"}}, kToSource[] = {{"source"}}, kToTarget[] = {{"target"}},
                 kToTopic[] = {{"topic"}}, kToTargetAndSection[] = {{"target"}, {"section"}};

// Grouped by a column that an index begins with, the index is read, and each name looked up once.
constexpr Rows kRows[] = {
    {"release", "SELECT id, plan_year, published_at, default_valid_until FROM release", kReleaseColumns},
    {"source", "SELECT id, published_on, demonstration FROM source", kSourceColumns},
    {"clause", "SELECT id" KIOSK_REFERENCE(section, section) " FROM clause", kToSection},
    {"topic",
     "SELECT id" KIOSK_REFERENCE(headline_target_id, target) KIOSK_REFERENCE(section, section) " FROM topic",
     kToTargetAndSection},
    {"target",
     "SELECT id, comparator, kind, direction, tier, deadline" KIOSK_REFERENCE(source_id, source)
         KIOSK_REFERENCE(same_as, target) KIOSK_CLAUSE " FROM target",
     kTargetColumns},
    {"target", "SELECT id" KIOSK_REFERENCE(topic_id, topic) " FROM target GROUP BY topic_id", kToTopic},
    {"observation",
     "SELECT id, period_start, period_end, as_of, qualifier, status, published_on" KIOSK_REFERENCE(
         source_id, source) KIOSK_REFERENCE(supersedes, observation) " FROM observation",
     kObservationColumns},
    {"observation", "SELECT id" KIOSK_REFERENCE(target_id, target) " FROM observation GROUP BY target_id",
     kToTarget},
    {"commitment", "SELECT id" KIOSK_REFERENCE(source_id, source) " FROM commitment", kToSource},
    {"commitment", "SELECT id" KIOSK_REFERENCE(topic_id, topic) " FROM commitment GROUP BY topic_id",
     kToTopic},
    {"outcome", "SELECT id" KIOSK_REFERENCE(source_id, source) " FROM outcome", kToSource},
    {"notice", "SELECT id, severity, starts_at, ends_at FROM notice", kNoticeColumns},
};
#undef KIOSK_CLAUSE
#undef KIOSK_REFERENCE

base::Status check_row(const Rows& rows, const Query& row) {
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
        const Column& column = rows.columns[i];
        const int at = static_cast<int>(i) + 1;
        if (column.accepts != nullptr ? column.accepts(row.text(at)) : row.is_null(at)) continue;
        const std::string where = fmt::format("{} {}: ", rows.table, row_name(row.text(0))),
                          value = quoted(row.text(at));
        if (column.accepts == nullptr)
            return fail(Errc::corrupt,
                        fmt::format("{}names {} {} that does not exist", where, column.name, value));
        return fail(Errc::corrupt, fmt::format("{}{} {} is {}", where, column.name, value, column.wanted));
    }
    return {};
}

base::Status check_rows(Database& database, const Rows& rows) {
    auto query = database.query_once(rows.select);
    if (!query) return fail(query.error(), fmt::format("table {}", rows.table));
    for (;;) {
        const auto more = query->next();
        if (!more) return fail(more.error(), fmt::format("table {}", rows.table));
        if (!*more) return {};
        if (auto checked = check_row(rows, *query); !checked) return checked;
    }
}

}  // namespace

base::Status check_header(std::string_view header, std::uint64_t file_bytes) {
    if (header.empty()) return fail(Errc::corrupt, "is empty");
    if (!kMagic.starts_with(header.substr(0, kMagic.size())))
        return fail(Errc::corrupt, "is not a SQLite database");
    if (header.size() < kHeaderBytes)
        return fail(Errc::corrupt, fmt::format("is cut short: {} bytes, not even a header", file_bytes));
    if (auto version = check_version(header); !version) return version;
    if (auto complete = check_is_complete(header); !complete) return complete;
    const std::uint64_t wanted = length_in_header(header);
    if (file_bytes < wanted)
        return fail(Errc::corrupt, fmt::format("is cut short: {} of {} bytes", file_bytes, wanted));
    return {};
}

base::Status check_content(Database& database) {
    if (auto schema = check_schema(database); !schema) return schema;
    if (auto pages = check_pages(database); !pages) return pages;
    for (const Rows& rows : kRows)
        if (auto checked = check_rows(database, rows); !checked) return checked;
    return {};
}

}  // namespace catalog
