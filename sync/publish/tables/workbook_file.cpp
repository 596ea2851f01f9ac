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

/// "'主题'!$A$2:$A$3000" of the ids that a column may refer to; empty where they are not there.
std::string cells_of_ids(const std::vector<Draft>& drafts, const Column& column, const Phrasebook& book) {
    for (const Draft& draft : drafts) {
        if (draft.table->name != column.refers_to) continue;
        const auto id = std::find_if(draft.columns.begin(), draft.columns.end(),
                                     [](const Column* one) { return one->name == "id"; });
        if (id == draft.columns.end()) continue;
        const std::string letters = column_letters(static_cast<int>(id - draft.columns.begin()) + 1);
        return fmt::format("'{}'!${}$2:${}${}", in(book, sheet_name_of(*draft.table)), letters, letters,
                           kListedRows);
    }
    return "";
}

std::vector<std::string> choices_of(const Column& column, const Phrasebook& book) {
    if (column.type == Type::flag) return {in(book, {"是", "1"}), in(book, {"否", "0"})};
    std::vector<std::string> choices;
    for (const char* const word : book.is_chinese() ? column.words.names_zh : column.words.names)
        choices.emplace_back(word);
    return choices;
}

SheetColumn column_to_write(const Column& column, const std::vector<Draft>& drafts, const Phrasebook& book) {
    SheetColumn to;
    to.heading = in(book, heading_of(column));
    to.is_required = column.need == Need::required;
    to.comment = say("{}{}", help_of(column), to.is_required ? Message() : say("; may be empty")).text(book);
    to.shape = shape_of(column);
    to.width = width_of(column);
    to.choices = choices_of(column, book);
    if (column.type == Type::reference) to.choices_from = cells_of_ids(drafts, column, book);
    return to;
}

SheetToWrite heading_to_write(const Draft& draft, const std::vector<Draft>& drafts, const Phrasebook& book) {
    SheetToWrite sheet;
    sheet.name = in(book, sheet_name_of(*draft.table));
    sheet.begins_with_example = draft.begins_with_example;
    for (const Column* const column : draft.columns)
        sheet.columns.push_back(column_to_write(*column, drafts, book));
    return sheet;
}

std::vector<SheetToWrite> sheets_to_write(std::vector<Draft> drafts, const Phrasebook& book) {
    std::vector<SheetToWrite> sheets;
    for (const Draft& draft : drafts) sheets.push_back(heading_to_write(draft, drafts, book));
    for (std::size_t i = 0; i < drafts.size(); ++i)
        sheets[i].rows = rows_as_written(std::move(drafts[i]), book);
    return sheets;
}

Draft draft_of(const Table& table, Examples examples) {
    Draft draft{.table = &table.format(), .begins_with_example = examples == Examples::one_each};
    for (const Column& column : table.format().columns)
        if (is_written(column)) draft.columns.push_back(&column);
    const auto add_row = [&](auto cell_of) {
        auto& cells = draft.rows.emplace_back();
        for (const Column* const column : draft.columns) cells.emplace_back(cell_of(column->name));
    };
    if (draft.begins_with_example)
        add_row([&](std::string_view column) { return example_of(table.format().name, column); });
    for (const Row& row : table.rows())
        add_row([&](std::string_view column) { return table.cell(row, column); });
    return draft;
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

std::vector<std::vector<std::string>> rows_as_written(Draft draft, const Phrasebook& book) {
    for (auto& row : draft.rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = as_written(*draft.columns[i], std::move(row[i]), book);
    if (draft.begins_with_example) draft.rows.front().front() = as_example(draft.rows.front().front(), book);
    return std::move(draft.rows);
}

base::Status write_workbook(std::vector<Draft> drafts, const std::filesystem::path& file,
                            const Phrasebook& book) {
    return write_sheets(file, sheets_to_write(std::move(drafts), book));
}

base::Status write_workbook(const Folder& folder, const std::filesystem::path& file, const Phrasebook& book,
                            Examples examples) {
    std::vector<Draft> drafts;
    for (const Table& table : folder.tables) drafts.push_back(draft_of(table, examples));
    auto sheets = sheets_to_write(std::move(drafts), book);
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
