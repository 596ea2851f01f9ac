#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "catalog/columns.h"

namespace catalog {
namespace {

std::string literal(std::string_view text) { return fmt::format("'{}'", text); }

bool is_key(const TableFormat& table, std::string_view column) { return table.key == column; }

std::string list_of_words(const Column& column) {
    std::vector<std::string> words;
    for (const char* const word : column.words.names) words.push_back(literal(word));
    return fmt::format("{}", fmt::join(words, ", "));
}

/// Rows of other tables may come later, and so may those of this one.
std::string reference(const Column& column) {
    return fmt::format(" REFERENCES {} (id) DEFERRABLE INITIALLY DEFERRED", column.refers_to);
}

std::string_view sql_type(const Column& column) {
    switch (column.type) {
        case Type::integer:
        case Type::flag:
            return "INTEGER";
        case Type::real:
            return "REAL";
        case Type::reference: {
            const Column* id = table_format(column.refers_to).find("id");
            return id != nullptr && id->type == Type::integer ? "INTEGER" : "TEXT";
        }
        default:
            return "TEXT";
    }
}

/// An empty cell is NULL where it refers to nothing.
bool may_be_null(const Column& column) {
    return column.type == Type::real || column.type == Type::clause ||
           (column.type == Type::reference && column.need == Need::optional);
}

/// Words in one language may be empty: whether they have to be there is for who publishes.
bool must_be_filled(const Column& column) {
    return column.need == Need::required && column.language.empty() && sql_type(column) == "TEXT" &&
           column.type != Type::word && column.type != Type::reference;
}

bool has_default(const Column& column) {
    return !may_be_null(column) && (column.need == Need::optional || !column.language.empty());
}
std::string default_of(const Column& column) {
    return sql_type(column) == "TEXT" ? literal(column.fallback) : std::string(column.fallback);
}

std::string column_sql(const TableFormat& table, const Column& column) {
    std::string sql = fmt::format("{} {}", column.name, sql_type(column));
    if (is_key(table, column.name))
        return sql + (sql_type(column) == "TEXT" ? " NOT NULL PRIMARY KEY" : " PRIMARY KEY");
    if (!may_be_null(column)) sql += " NOT NULL";
    if (has_default(column)) sql += fmt::format(" DEFAULT {}", default_of(column));
    if (column.unique) sql += " UNIQUE";
    if (column.type == Type::word)
        sql += fmt::format(" CHECK ({} IN ({}))", column.name, list_of_words(column));
    if (column.type == Type::flag) sql += fmt::format(" CHECK ({} IN (0, 1))", column.name);
    if (must_be_filled(column)) sql += fmt::format(" CHECK ({} <> '')", column.name);
    if (column.type == Type::reference) sql += reference(column);
    return sql;
}

std::string table_sql(const TableFormat& table) {
    std::vector<std::string> parts;
    const Column* key = table.find(table.key);
    const bool has_rowid = table.name == "release" || (key != nullptr && key->type == Type::integer);
    if (table.name == "release") parts.emplace_back("id INTEGER PRIMARY KEY CHECK (id = 1)");
    for (const Column& column : table.columns)
        if (column.is_stored()) parts.push_back(column_sql(table, column));
    if (key == nullptr && table.name != "release")
        parts.push_back(fmt::format("PRIMARY KEY ({})", table.key));
    if (!table.constraints.empty()) parts.emplace_back(table.constraints);
    std::string sql = fmt::format("CREATE TABLE {} (\n  {}\n) STRICT{};\n", table.name,
                                  fmt::join(parts, ",\n  "), has_rowid ? "" : ", WITHOUT ROWID");
    for (std::size_t i = 0; i < table.indexes.size(); ++i)
        sql +=
            fmt::format("CREATE INDEX {}_{} ON {} ({});\n", table.name, i + 1, table.name, table.indexes[i]);
    return sql;
}

bool is_asked(const Column& column, Form form) {
    if (form == Form::stored) return column.is_stored();
    return column.read != nullptr && (form == Form::whole || column.brief);
}

/// What is selected for a column of a file of that version.
std::string expression(const Column& column, int version, Form form) {
    if (version < column.since)
        return fmt::format("{} AS {}",
                           column.older.empty() ? literal(column.fallback) : std::string(column.older),
                           column.name);
    if (column.otherwise.empty() || form == Form::stored) return std::string(column.name);
    return fmt::format("iif({0} = '', {1}, {0}) AS {0}", column.name, column.otherwise);
}

}  // namespace

std::string schema_sql() {
    std::string sql;
    for (const TableFormat& table : table_formats()) sql += table_sql(table);
    return sql;
}

std::string select_sql(const TableFormat& table, int version, const Question& question) {
    const Column* where = table.find(question.where);
    if (version < table.since || (where != nullptr && version < where->since)) return "SELECT NULL LIMIT 0";
    std::vector<std::string> parts;
    for (const Column& column : table.columns)
        if (is_asked(column, question.form)) parts.push_back(expression(column, version, question.form));
    return fmt::format("SELECT {} FROM {}{}{}", fmt::join(parts, ", "), table.name,
                       where == nullptr ? "" : fmt::format(" WHERE {}.{} = ?1", table.name, where->name),
                       question.ordered ? fmt::format(" ORDER BY {}", table.order) : "");
}

void read_row(const Query& from, const TableFormat& table, Form form, void* row) {
    int at = 0;
    for (const Column& column : table.columns)
        if (is_asked(column, form)) column.read(from, at++, row);
}

}  // namespace catalog
