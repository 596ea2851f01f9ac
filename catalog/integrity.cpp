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
    if (!foreign) return tl::unexpected(foreign.error());
    const auto found = foreign->next();
    if (!found) return tl::unexpected(found.error());
    if (*found)
        return fail(Errc::corrupt,
                    fmt::format("holds {} {}, which no release has",
                                foreign->text(0) == "table" ? "the virtual table" : foreign->string(0),
                                quoted(foreign->text(1))));
    return {};
}

base::Status check_pages(Database& database) {
    auto check = database.query_once("PRAGMA quick_check(1)");
    if (!check) return tl::unexpected(check.error());
    const auto row = check->next();
    if (!row) return tl::unexpected(row.error());
    const std::string_view answer = check->text(0);
    if (answer == "ok") return {};
    return fail(Errc::corrupt, fmt::format("damaged: {}", quoted(answer)));
}

// ---- references

/// `finds` selects the id of a row of `table` and what it names in vain; no rows when all is well. Written
/// out, and not `PRAGMA foreign_key_check`, because that names no row in tables WITHOUT ROWID and believes
/// the file's schema.
struct Reference {
    const char *table, *what, *finds;
};
#define KIOSK_REFERENCE(table, column, parent)                                                         \
    {                                                                                                  \
#table, #parent,                                                                               \
            "SELECT id, " #column " FROM " #table " WHERE " #column                                    \
            " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " #parent " AS named WHERE named.id = " #table \
            "." #column ") LIMIT 1"                                                                    \
    }
constexpr Reference kReferences[] = {
    KIOSK_REFERENCE(observation, target_id, target),
    KIOSK_REFERENCE(observation, source_id, source),
    KIOSK_REFERENCE(observation, supersedes, observation),
    KIOSK_REFERENCE(target, topic_id, topic),
    KIOSK_REFERENCE(target, source_id, source),
    KIOSK_REFERENCE(target, same_as, target),
    KIOSK_REFERENCE(topic, headline_target_id, target),
    KIOSK_REFERENCE(topic, section, section),
    KIOSK_REFERENCE(clause, section, section),
    KIOSK_REFERENCE(commitment, topic_id, topic),
    KIOSK_REFERENCE(commitment, source_id, source),
    KIOSK_REFERENCE(outcome, source_id, source),
    {"target", "clause",
     "SELECT id, section || ' / ' || clause FROM target WHERE NOT EXISTS (SELECT 1 FROM clause AS named "
     "WHERE named.section = target.section AND named.id = target.clause) LIMIT 1"},
};
#undef KIOSK_REFERENCE

base::Status check_references(Database& database) {
    for (const Reference& reference : kReferences) {
        auto broken = database.query_once(reference.finds);
        if (!broken) return fail(broken.error(), fmt::format("table {}", reference.table));
        const auto row = broken->next();
        if (!row) return fail(row.error(), fmt::format("table {}", reference.table));
        if (*row)
            return fail(Errc::corrupt,
                        fmt::format("{} {}: names {} {} that does not exist", reference.table,
                                    row_name(broken->text(0)), reference.what, quoted(broken->text(1))));
    }
    return {};
}

// ---- values

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

/// Column 0 of `select` is the row's id; `columns[i]` is column i + 1.
struct Column {
    const char* name;
    bool (*accepts)(std::string_view);
    const char* wanted;
};
struct Values {
    const char *table, *select;
    std::span<const Column> columns;
};

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
                                     {"deadline", is_date, kNoDate}};
constexpr Column kObservationColumns[] = {{"period_start", is_date, kNoDate},
                                          {"period_end", is_date, kNoDate},
                                          {"as_of", is_date, kNoDate},
                                          {"qualifier", is_one_of<kQualifierNames>, kKnownWord},
                                          {"status", is_one_of<kObservationStatusNames>, kKnownWord},
                                          {"published_on", is_date_or_empty, kNoDate}};
constexpr Column kNoticeColumns[] = {{"severity", is_one_of<kSeverityNames>, kKnownWord},
                                     {"starts_at", is_instant_or_empty, kNoMoment},
                                     {"ends_at", is_instant, kNoMoment}};
constexpr Values kValues[] = {
    {"release", "SELECT id, plan_year, published_at, default_valid_until FROM release", kReleaseColumns},
    {"source", "SELECT id, published_on, demonstration FROM source", kSourceColumns},
    {"target", "SELECT id, comparator, kind, direction, tier, deadline FROM target", kTargetColumns},
    {"observation",
     "SELECT id, period_start, period_end, as_of, qualifier, status, published_on FROM observation",
     kObservationColumns},
    {"notice", "SELECT id, severity, starts_at, ends_at FROM notice", kNoticeColumns},
};

base::Status check_row(const Values& values, const Query& row) {
    for (std::size_t i = 0; i < values.columns.size(); ++i) {
        const std::string_view value = row.text(static_cast<int>(i) + 1);
        const Column& column = values.columns[i];
        if (!column.accepts(value))
            return fail(Errc::corrupt, fmt::format("{} {}: {} {} is {}", values.table, row_name(row.text(0)),
                                                   column.name, quoted(value), column.wanted));
    }
    return {};
}

base::Status check_values(Database& database, const Values& values) {
    auto rows = database.query_once(values.select);
    if (!rows) return fail(rows.error(), fmt::format("table {}", values.table));
    for (;;) {
        const auto row = rows->next();
        if (!row) return fail(row.error(), fmt::format("table {}", values.table));
        if (!*row) return {};
        if (auto checked = check_row(values, *rows); !checked) return checked;
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
    const std::uint64_t wanted = length_in_header(header);
    if (file_bytes < wanted)
        return fail(Errc::corrupt, fmt::format("is cut short: {} of {} bytes", file_bytes, wanted));
    return {};
}

base::Status check_content(Database& database) {
    if (auto schema = check_schema(database); !schema) return schema;
    if (auto pages = check_pages(database); !pages) return pages;
    for (const Values& values : kValues)
        if (auto checked = check_values(database, values); !checked) return checked;
    return check_references(database);
}

}  // namespace catalog
