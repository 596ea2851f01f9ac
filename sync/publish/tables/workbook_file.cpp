#include "sync/publish/tables/workbook_file.h"

#include <algorithm>

#include "sync/publish/tables/examples.h"
#include "sync/publish/tables/workbook/address.h"
#include "sync/publish/tables/workbook/writing.h"

namespace publish {
namespace {

bool is_written(const Column& column) {
    return column.origin != Origin::computed && column.name != "extends";
}

std::string in(const Phrasebook& book, const Bilingual& name) { return say("{}", name).text(book); }

Bilingual heading_of(const Column& column) {
    return {.zh = std::string(column.name_zh), .en = std::string(column.name)};
}

Shape shape_of(const Column& column) {
    switch (column.type) {
        case Type::decimal:
        case Type::real:
        case Type::integer:
            return Shape::number;
        case Type::date:
            return Shape::day;
        default:
            return Shape::text;
    }
}

int width_of(const Column& column) {
    constexpr int kNarrow = 10, kUsual = 16, kWide = 30, kWidest = 50;
    if (column.many_lines) return kWidest;
    if (column.type == Type::integer || column.type == Type::flag || column.type == Type::decimal)
        return kNarrow;
    const bool is_long = column.name.starts_with("name_") || column.name.starts_with("title_") ||
                         column.name.starts_with("meaning_") || column.name.starts_with("note_");
    return is_long ? kWide : kUsual;
}

/// "'主题'!$A$2:$A$3000" of the ids that a column may refer to.
std::string cells_of_ids(const TableFormat& table, const Phrasebook& book) {
    int number = 0;
    for (const Column& column : table.columns) {
        if (is_written(column)) ++number;
        if (column.name == "id") break;
    }
    const std::string letters = column_letters(number);
    return fmt::format("'{}'!${}$2:${}${}", in(book, sheet_name_of(table)), letters, letters, kListedRows);
}

std::vector<std::string> choices_of(const Column& column, const Phrasebook& book) {
    if (column.type == Type::flag) return {in(book, {"是", "1"}), in(book, {"否", "0"})};
    std::vector<std::string> choices;
    for (const char* const word : book.is_chinese() ? column.words.names_zh : column.words.names)
        choices.emplace_back(word);
    return choices;
}

SheetColumn column_to_write(const Column& column, const Phrasebook& book) {
    SheetColumn to;
    to.heading = in(book, heading_of(column));
    to.is_required = column.need == Need::required;
    to.comment = say("{}{}", help_of(column), to.is_required ? Message() : say("; may be empty")).text(book);
    to.shape = shape_of(column);
    to.width = width_of(column);
    to.choices = choices_of(column, book);
    if (column.type == Type::reference)
        to.choices_from = cells_of_ids(catalog::table_format(column.refers_to), book);
    return to;
}

/// A word of a list as an author reads it.
std::string written(const Column& column, const std::string& cell, const Phrasebook& book) {
    if (!book.is_chinese()) return cell;
    if (column.type == Type::flag) return cell == "1" ? "是" : cell == "0" ? "否" : cell;
    const auto& [names, names_zh] = column.words;
    const auto found = std::find(names.begin(), names.end(), cell);
    return found == names.end() ? cell : names_zh[static_cast<std::size_t>(found - names.begin())];
}

/// The cells of a row of which `cell_of` knows each.
template <class CellOf>
std::vector<std::string> row_to_write(const TableFormat& format, const Phrasebook& book, CellOf cell_of) {
    std::vector<std::string> cells;
    for (const Column& column : format.columns)
        if (is_written(column)) cells.push_back(written(column, std::string(cell_of(column)), book));
    return cells;
}

SheetToWrite sheet_to_write(const Table& table, const Phrasebook& book, Examples examples) {
    const TableFormat& format = table.format();
    SheetToWrite sheet;
    sheet.name = in(book, sheet_name_of(format));
    sheet.begins_with_example = examples == Examples::one_each;
    for (const Column& column : format.columns)
        if (is_written(column)) sheet.columns.push_back(column_to_write(column, book));
    if (sheet.begins_with_example) {
        sheet.rows.push_back(row_to_write(
            format, book, [&](const Column& column) { return example_of(format.name, column.name); }));
        std::string& first = sheet.rows.front().front();
        first = (book.is_chinese() ? "例 " : "# ") + first;
    }
    for (const Row& row : table.rows())
        sheet.rows.push_back(
            row_to_write(format, book, [&](const Column& column) { return table.cell(row, column.name); }));
    return sheet;
}

/// A paragraph a row.
SheetToWrite text_to_write(const std::string& source, std::string_view text) {
    constexpr int kPage = 100;
    SheetToWrite sheet;
    sheet.name = source;
    sheet.columns.push_back({.width = kPage});
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        sheet.rows.push_back({std::string(text.substr(0, end))});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return sheet;
}

}  // namespace

base::Status write_workbook(const Folder& folder, const std::filesystem::path& file, const Phrasebook& book,
                            Examples examples) {
    std::vector<SheetToWrite> sheets;
    for (const Table& table : folder.tables) sheets.push_back(sheet_to_write(table, book, examples));
    for (const auto& [source, text] : folder.texts)
        if (may_name_sheet(source)) sheets.push_back(text_to_write(source, text));
    return write_sheets(file, sheets);
}

Folder empty_folder() {
    Folder folder;
    for (const TableFormat& format : table_formats()) {
        folder.tables.emplace_back(format, format.file());
        folder.tables.back().set_heading(std::vector<int>(format.columns.size(), 0));
    }
    return folder;
}

}  // namespace publish
