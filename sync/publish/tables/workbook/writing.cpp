#include "sync/publish/tables/workbook/writing.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <system_error>
#include <tuple>

#include "sync/publish/tables/workbook/values.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

constexpr lxw_color_t kHeadColour = 0xDDE6F0, kRequiredColour = 0xF6DFB8, kExampleColour = 0x707070;

lxw_col_t column_at(std::size_t number) { return static_cast<lxw_col_t>(number); }
lxw_row_t row_at(std::size_t number) { return static_cast<lxw_row_t>(number); }

/// The formats of a workbook, each made once.
class CellFormats {
public:
    explicit CellFormats(lxw_workbook* book) : book_(book) {}

    lxw_format* heading(bool is_required) {
        lxw_format*& format = headings_[is_required];
        if (format != nullptr) return format;
        format = workbook_add_format(book_);
        format_set_bold(format);
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_bg_color(format, is_required ? kRequiredColour : kHeadColour);
        format_set_border(format, LXW_BORDER_THIN);
        return format;
    }

    lxw_format* cell(Shape shape, bool is_example) {
        lxw_format*& format = cells_[{shape, is_example}];
        if (format != nullptr) return format;
        format = workbook_add_format(book_);
        if (shape == Shape::text) format_set_num_format(format, "@");
        if (shape == Shape::day) format_set_num_format(format, "yyyy-mm-dd");
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (!is_example) return format;
        format_set_italic(format);
        format_set_font_color(format, kExampleColour);
        return format;
    }

private:
    lxw_workbook* book_;
    std::map<bool, lxw_format*> headings_;
    std::map<std::pair<Shape, bool>, lxw_format*> cells_;
};

/// Writes one sheet; the first error that there was.
class SheetWriter {
public:
    SheetWriter(lxw_worksheet* sheet, CellFormats& formats) : sheet_(sheet), formats_(formats) {}

    lxw_error write(const SheetToWrite& from) {
        const std::size_t head = from.columns.front().heading.empty() ? 0 : 1;
        for (std::size_t at = 0; at < from.columns.size(); ++at) write_column(at, from.columns[at], head);
        for (std::size_t row = 0; row < from.rows.size(); ++row)
            for (std::size_t at = 0; at < from.rows[row].size(); ++at)
                write_cell(row + head, at, from.rows[row][at], from.columns[at].shape,
                           from.begins_with_example && row == 0);
        if (head > 0) worksheet_freeze_panes(sheet_, 1, 1);
        return first_error_;
    }

private:
    void note(lxw_error error) {
        if (first_error_ == LXW_NO_ERROR) first_error_ = error;
    }
    void write_column(std::size_t at, const SheetColumn& column, std::size_t head);
    void write_choices(std::size_t at, const SheetColumn& column);
    void write_cell(std::size_t row, std::size_t at, const std::string& text, Shape shape, bool is_example);

    lxw_worksheet* sheet_;
    CellFormats& formats_;
    lxw_error first_error_ = LXW_NO_ERROR;
};

void SheetWriter::write_column(std::size_t at, const SheetColumn& column, std::size_t head) {
    note(worksheet_set_column(sheet_, column_at(at), column_at(at), column.width,
                              formats_.cell(column.shape, false)));
    if (head == 0) return;
    note(worksheet_write_string(sheet_, 0, column_at(at), column.heading.c_str(),
                                formats_.heading(column.is_required)));
    lxw_comment_options size{};
    size.width = 260;
    size.height = 110;
    if (!column.comment.empty())
        note(worksheet_write_comment_opt(sheet_, 0, column_at(at), column.comment.c_str(), &size));
    write_choices(at, column);
}

void SheetWriter::write_choices(std::size_t at, const SheetColumn& column) {
    if (column.choices.empty() && column.choices_from.empty()) return;
    std::vector<const char*> words;
    for (const std::string& word : column.choices) words.push_back(word.c_str());
    words.push_back(nullptr);
    lxw_data_validation list{};
    list.validate = column.choices.empty() ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_LIST;
    const std::string formula = "=" + column.choices_from;
    if (column.choices.empty())
        list.value_formula = const_cast<char*>(formula.c_str());
    else
        list.value_list = const_cast<char**>(words.data());  // which it only reads
    list.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    note(worksheet_data_validation_range(sheet_, 1, column_at(at), kListedRows, column_at(at), &list));
}

void SheetWriter::write_cell(std::size_t row, std::size_t at, const std::string& text, Shape shape,
                             bool is_example) {
    if (text.empty()) return;
    lxw_format* const format = formats_.cell(shape, is_example);
    const auto day = shape == Shape::day ? day_number(text) : std::nullopt;
    const bool is_number = shape == Shape::number && plain_number(text) == text;
    if (day)
        note(worksheet_write_number(sheet_, row_at(row), column_at(at), *day, format));
    else if (is_number)
        note(worksheet_write_number(sheet_, row_at(row), column_at(at), std::strtod(text.c_str(), nullptr),
                                    format));
    else
        note(worksheet_write_string(sheet_, row_at(row), column_at(at), text.c_str(), format));
}

base::Status failed(const fs::path& file, lxw_error error) {
    const bool is_content = error > LXW_ERROR_ZIP_CLOSE && error < LXW_MAX_ERRNO;
    return base::fail(is_content ? base::Errc::invalid : base::Errc::io,
                      fmt::format("{}: {}", file.string(), lxw_strerror(error)));
}

}  // namespace

bool may_name_sheet(std::string_view name) {
    constexpr std::size_t kMostBytes = 31;
    return !name.empty() && name.size() <= kMostBytes && name.find_first_of("[]:*?/\\'#") == name.npos;
}

base::Status write_sheets(const fs::path& file, const std::vector<SheetToWrite>& sheets) {
    fs::path unfinished = file;
    unfinished += ".new";
    lxw_workbook* const book = workbook_new(unfinished.c_str());
    if (book == nullptr) return base::fail(base::Errc::io, file.string() + ": out of memory");
    CellFormats formats(book);
    lxw_error error = LXW_NO_ERROR;
    for (const SheetToWrite& from : sheets) {
        lxw_worksheet* const sheet = workbook_add_worksheet(book, from.name.c_str());
        const lxw_error one =
            sheet != nullptr ? SheetWriter(sheet, formats).write(from) : LXW_ERROR_PARAMETER_VALIDATION;
        if (error == LXW_NO_ERROR) error = one;
    }
    const lxw_error closed = workbook_close(book);
    if (error == LXW_NO_ERROR) error = closed;
    std::error_code ignored, moved;
    if (error == LXW_NO_ERROR) fs::rename(unfinished, file, moved);
    if (error == LXW_NO_ERROR && !moved) return {};
    fs::remove(unfinished, ignored);
    if (moved) return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), moved.message()));
    return failed(file, error);
}

}  // namespace publish
