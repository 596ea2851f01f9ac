#pragma once

#include <span>
#include <string_view>

/// The CSV format as one table of data: what the checks, the database and the templates are made from.
/// The same words for people are in docs/formats/catalog.md.
namespace publish {

enum class Type {
    text,       // any words
    id,         // a name that other rows refer to: no spaces
    reference,  // an id of another table (or of this one)
    word,       // one of a list
    integer,    // 1, 2, 3 ...
    flag,       // 0 or 1
    decimal,    // as documents write it: "12.65"; stored as text
    real,       // the same, stored as a number
    date,       // 2024-12-31
    instant,    // 2024-12-31T08:00:00+08:00
    areas,      // 中原区,金水区
};

enum class Need { optional, required };

struct Column {
    std::string_view name;
    Type type = Type::text;
    Need need = Need::optional;
    std::span<const char* const> words{};  // Type::word
    std::string_view refers_to{};  // Type::reference: the table; also for an id that must be unique: empty
    bool unique = false;           // no two rows may have the same
    bool shown = false;            // stands on the screen: its characters must be in the fonts
    bool many_lines = false;       // the text may have line ends
    std::string_view help{};       // one line for the template
};

struct TableFormat {
    std::string_view name;  // of the SQL table
    std::string_view file;  // "targets.csv"
    std::string_view help;
    std::span<const Column> columns;
};

/// Every table, in the order in which rows may refer to earlier tables.
[[nodiscard]] std::span<const TableFormat> table_formats();

/// The CSV column of release.csv that names the folder which files missing here are taken from. Not in the
/// database.
constexpr std::string_view kExtendsColumn = "extends";

}  // namespace publish
