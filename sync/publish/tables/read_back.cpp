#include "sync/publish/tables/read_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "catalog/database.h"
#include "catalog/integrity.h"

namespace publish {
namespace {

/// 126500, never 1.265e+05: as an author writes it.
std::string written(double number) {
    char digits[400];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed).ptr;
    return {digits, end};
}

/// The cells in the order of the format; what only an author's table has is empty.
Row read_row(const catalog::Query& query, const TableFormat& format, int line) {
    Row row{line, {}, false};
    int at = 0;
    for (const Column& column : format.columns) {
        if (!column.is_stored()) {
            row.cells.emplace_back();
            continue;
        }
        row.cells.push_back(column.type == Type::real && !query.is_null(at) ? written(query.real(at))
                                                                            : query.string(at));
        ++at;
    }
    return row;
}

base::Result<Table> read_table(catalog::Database& database, const TableFormat& format, int version) {
    Table table(format, std::string(format.name));
    table.set_heading(std::vector<int>(format.columns.size(), 0));
    const std::string sql = catalog::select_sql(format, version, {.form = catalog::Form::stored});
    auto query = database.query_once(sql.c_str());
    if (!query) return base::fail(query.error(), fmt::format("table {}", format.name));
    for (int line = 1;; ++line) {
        const auto has_row = query->next();
        if (!has_row) return base::fail(has_row.error(), fmt::format("table {}", format.name));
        if (!*has_row) return table;
        table.add(read_row(*query, format, line));
    }
}

}  // namespace

base::Result<Folder> read_back(std::string_view database) {
    auto opened = catalog::Database::open_bytes(database);
    if (!opened) return base::fail(opened.error());
    if (auto header = catalog::check_header(database.substr(0, catalog::kHeaderBytes), database.size());
        !header)
        return base::fail(header.error());
    Folder folder;
    for (const TableFormat& format : table_formats()) {
        auto table = read_table(*opened, format, catalog::version_in(database));
        if (!table) return base::fail(table.error());
        folder.tables.push_back(std::move(*table));
    }
    return folder;
}

std::string row_name(const Table& table, const Row& row) {
    if (table.format().name == "release") return "";
    if (table.format().name == "clause") return row.cells[0] + " " + row.cells[1];
    return table.cell(row, table.format().key);
}

std::string text_in_database(const Fold& fold, const Folder& folder) {
    std::string text = text_in_database(*fold.first, folder);
    if (fold.more > 0) text += fmt::format("; and {} more of this kind", fold.more);
    return text;
}

std::string text_in_database(const Problem& problem, const Folder& folder) {
    std::string where = problem.place.file;
    const auto table = std::find_if(folder.tables.begin(), folder.tables.end(),
                                    [&](const Table& one) { return one.file() == problem.place.file; });
    const auto line = static_cast<std::size_t>(problem.place.line);
    if (table != folder.tables.end() && line >= 1 && line <= table->rows().size())
        if (const std::string name = row_name(*table, table->rows()[line - 1]); !name.empty())
            where += " " + name;
    if (!problem.place.column.empty()) where += ", " + problem.place.column;
    return fmt::format("{}: {}; {}", where, problem.message.text(), problem.fix.text());
}

}  // namespace publish
