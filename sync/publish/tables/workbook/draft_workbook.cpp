#include "sync/publish/tables/workbook/draft_workbook.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

namespace publish {
namespace {

constexpr lxw_row_t kRowsToFill = 1000;                             // that have drop-down lists
constexpr double kNarrowest = 12, kWidest = 44, kCommentWidth = 2;  // [characters], and twice the usual width

/// Pads a column's width for what it holds; hanzi are as wide as two letters.
double width_of(std::string_view text) {
    std::size_t letters = 0, wide = 0;
    for (const char c : text) {
        letters += static_cast<unsigned char>(c) < 0x80 ? 1 : 0;
        wide += static_cast<unsigned char>(c) >= 0xE0 ? 1 : 0;
    }
    return static_cast<double>(letters + 2 * wide) + 3;
}

/// The home of libxlsxwriter's handles, which the workbook owns.
class DraftSheet {
public:
    DraftSheet(lxw_workbook* workbook, const Draft& draft, const Phrasebook& book)
        : draft_(draft), book_(book), sheet_(workbook_add_worksheet(workbook, name().c_str())) {
        heading_ = workbook_add_format(workbook);
        format_set_bold(heading_);
        format_set_bg_color(heading_, 0xDDE8F0);
        format_set_bottom(heading_, LXW_BORDER_THIN);
        cell_ = text_format(workbook);
        example_ = text_format(workbook);
        format_set_italic(example_);
        format_set_font_color(example_, 0x707070);
    }

    void write() {
        for (std::size_t i = 0; i < draft_.columns.size(); ++i) write_column(static_cast<lxw_col_t>(i));
        for (std::size_t i = 0; i < draft_.rows.size(); ++i)
            write_row(static_cast<lxw_row_t>(i + 1), draft_.rows[i]);
        worksheet_freeze_panes(sheet_, 1, 0);
    }

private:
    /// A text stays as it is typed: neither 1-2 nor 0.10 nor 2024.1 becomes something else.
    static lxw_format* text_format(lxw_workbook* workbook) {
        lxw_format* const made = workbook_add_format(workbook);
        format_set_num_format(made, "@");
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        return made;
    }

    [[nodiscard]] std::string name() const {
        return std::string(book_.is_chinese() ? draft_.table->name_zh : draft_.table->plural);
    }

    void write_column(lxw_col_t at) {
        const Column& column = *draft_.columns[at];
        const std::string title(book_.is_chinese() ? column.name_zh : column.name);
        double width = width_of(title);
        for (const auto& row : draft_.rows) width = std::max(width, width_of(row[at]));
        worksheet_set_column(sheet_, at, at, std::clamp(width, kNarrowest, kWidest), cell_);
        worksheet_write_string(sheet_, 0, at, title.c_str(), heading_);
        write_help(at, column);
        write_choice(at, column);
    }

    void write_help(lxw_col_t at, const Column& column) {
        const std::string help =
            say("{}{}", help_of(column),
                column.need == Need::required ? say(" (has to be filled in)") : say(" (may be empty)"))
                .text(book_);
        lxw_comment_options options{};
        options.x_scale = kCommentWidth;
        worksheet_write_comment_opt(sheet_, 0, at, help.c_str(), &options);
    }

    void write_choice(lxw_col_t at, const Column& column) {
        const auto words = book_.is_chinese() ? column.words.names_zh : column.words.names;
        if (words.empty()) return;
        std::vector<char*> list;  // the library copies what it is given, and says so nowhere in its types
        for (const char* const word : words) list.push_back(const_cast<char*>(word));
        list.push_back(nullptr);
        lxw_data_validation choice{};
        choice.validate = LXW_VALIDATION_TYPE_LIST;
        choice.value_list = list.data();
        choice.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        worksheet_data_validation_range(sheet_, 1, at, kRowsToFill, at, &choice);
    }

    void write_row(lxw_row_t at, const std::vector<std::string>& cells) {
        const bool is_example = cells.front().starts_with("# ");
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].empty())
                worksheet_write_string(sheet_, at, static_cast<lxw_col_t>(i), cells[i].c_str(),
                                       is_example ? example_ : cell_);
    }

    const Draft& draft_;
    const Phrasebook& book_;
    lxw_worksheet* sheet_;
    lxw_format *heading_ = nullptr, *cell_ = nullptr, *example_ = nullptr;
};

}  // namespace

base::Status write_workbook(const std::filesystem::path& file, std::span<const Draft> drafts,
                            const Phrasebook& book) {
    lxw_workbook* const workbook = workbook_new(file.c_str());
    if (workbook == nullptr)
        return base::fail(base::Errc::io, fmt::format("{}: cannot be written", file.string()));
    for (const Draft& draft : drafts) DraftSheet(workbook, draft, book).write();
    if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR)
        return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), lxw_strerror(error)));
    return {};
}

}  // namespace publish
