#include "catalog/integrity.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "catalog/columns.h"
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
    const int version = version_in(header);
    if (version > kSchemaVersion)
        return fail(Errc::unsupported,
                    fmt::format("is made for a newer program: its format has version {}, this program reads "
                                "versions {} to {}",
                                version, kOldestSchemaVersion, kSchemaVersion));
    if (version < kOldestSchemaVersion)
        return fail(Errc::corrupt, fmt::format("format version {} was never published; the first is {}",
                                               version, kOldestSchemaVersion));
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

bool is_date(std::string_view text) { return base::parse_date(text).has_value(); }
bool is_instant(std::string_view text) { return base::parse_instant(text).has_value(); }
bool is_flag(std::string_view text) { return text == "0" || text == "1"; }

/// "zh-CN,en": tags of letters, digits and hyphens, parted by commas.
bool is_list_of_languages(std::string_view text) {
    const auto may_stand = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == ','; };
    return !text.empty() && std::all_of(text.begin(), text.end(), may_stand) && text.front() != ',' &&
           text.back() != ',';
}

bool is_one_of(const Words& words, std::string_view text) {
    return std::find(words.names.begin(), words.names.end(), text) != words.names.end();
}

/// What a cell of that type is not; nullptr where nothing is wrong with it, or any text will do.
const char* fault_of(const Column& column, std::string_view cell) {
    if (cell.empty() && column.need == Need::optional && column.type != Type::flag) return nullptr;
    switch (column.type) {
        case Type::word:
            return is_one_of(column.words, cell) ? nullptr : "no word that this program knows";
        case Type::date:
            return is_date(cell) ? nullptr : "no date";
        case Type::instant:
            return is_instant(cell) ? nullptr : "no moment in time";
        case Type::flag:
            return is_flag(cell) ? nullptr : "not 0 or 1";
        case Type::languages:
            return is_list_of_languages(cell) ? nullptr : "no list of languages";
        default:
            return nullptr;
    }
}

bool has_limited_values(const Column& column) {
    return column.type == Type::word || column.type == Type::date || column.type == Type::instant ||
           column.type == Type::flag || column.type == Type::languages;
}
bool refers(const Column& column) { return column.type == Type::reference || column.type == Type::clause; }

/// Grouped by a column that an index begins with, the index is read, and each name looked up once.
bool is_grouped(const TableFormat& table, const Column& column) {
    return column.type == Type::reference &&
           std::any_of(table.indexes.begin(), table.indexes.end(), [&](std::string_view index) {
               return index == column.name || index.starts_with(std::string(column.name) + ",");
           });
}

/// What a row names in vain; NULL when all is well. Written out, and not `PRAGMA foreign_key_check`, because
/// that names no row in tables WITHOUT ROWID and believes the file's schema.
std::string missing_reference(const Column& column) {
    if (column.type == Type::clause)
        return "iif(ifnull(clause, '') = '' OR (section, clause) IN (SELECT section, id FROM clause), NULL, "
               "ifnull(section || ' / ' || clause, ''))";
    return fmt::format("iif({0} IS NULL OR {0} IN (SELECT id FROM {1}), NULL, {0})", column.name,
                       column.refers_to);
}

std::string_view name_column(const TableFormat& table) {
    return table.find("id") != nullptr || table.name == "release" ? std::string_view("id") : table.key;
}

base::Status check_cell(const TableFormat& table, const Column& column, const Query& row, int at) {
    const auto where = [&] { return fmt::format("{} {}: ", table.name, row_name(row.text(0))); };
    if (refers(column)) {
        if (row.is_null(at)) return {};
        return fail(Errc::corrupt, fmt::format("{}names {} {} that does not exist", where(),
                                               column.type == Type::clause ? "clause" : column.refers_to,
                                               quoted(row.text(at))));
    }
    const char* const fault = fault_of(column, row.text(at));
    if (fault == nullptr) return {};
    return fail(Errc::corrupt,
                fmt::format("{}{} {} is {}", where(), column.name, quoted(row.text(at)), fault));
}

/// One question about every row. Column 0 of `select` is the row's name, the others are `columns`.
struct Rows {
    const TableFormat& table;
    std::string select;
    std::vector<const Column*> columns;
};

base::Status check_rows(Database& database, const Rows& rows) {
    const std::string doing = fmt::format("table {}", rows.table.name);
    auto query = database.query_once(rows.select.c_str());
    if (!query) return fail(query.error(), doing);
    for (;;) {
        const auto more = query->next();
        if (!more) return fail(more.error(), doing);
        if (!*more) return {};
        int at = 0;
        for (const Column* column : rows.columns)
            if (auto checked = check_cell(rows.table, *column, *query, ++at); !checked) return checked;
    }
}

/// One select finds all that can be wrong with a row, for a large table is slow to read.
Rows rows_of(const TableFormat& table, int version) {
    Rows rows{table, fmt::format("SELECT {}", name_column(table)), {}};
    for (const Column& column : table.columns) {
        const bool is_there = column.is_stored() && version >= column.since;
        if (is_there && refers(column) && !is_grouped(table, column))
            rows.select += ", " + missing_reference(column);
        else if (is_there && has_limited_values(column))
            rows.select += fmt::format(", {}", column.name);
        else if (!is_there && has_limited_values(column) && !column.older.empty())
            rows.select += fmt::format(", {}", column.older);
        else
            continue;
        rows.columns.push_back(&column);
    }
    rows.select += fmt::format(" FROM {}", table.name);
    return rows;
}

base::Status check_table(Database& database, const TableFormat& table, int version) {
    if (auto checked = check_rows(database, rows_of(table, version)); !checked) return checked;
    for (const Column& column : table.columns) {
        if (version < column.since || !is_grouped(table, column)) continue;
        const Rows grouped{table,
                           fmt::format("SELECT {}, {} FROM {} GROUP BY {}", name_column(table),
                                       missing_reference(column), table.name, column.name),
                           {&column}};
        if (auto checked = check_rows(database, grouped); !checked) return checked;
    }
    return {};
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

int version_in(std::string_view header) {
    return static_cast<std::int32_t>(header_number(header, kUserVersionAt));
}

base::Status check_content(Database& database, int version) {
    if (auto schema = check_schema(database); !schema) return schema;
    if (auto pages = check_pages(database); !pages) return pages;
    for (const TableFormat& table : table_formats())
        if (version >= table.since)
            if (auto checked = check_table(database, table, version); !checked) return checked;
    return {};
}

}  // namespace catalog
