#include "sync/publish/tables/workbook/sheet.h"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <variant>

#include "base/utf8.h"
#include "sync/publish/tables/workbook/elements.h"
#include "sync/publish/tables/workbook/limits.h"
#include "sync/publish/tables/workbook/xml.h"

namespace publish {
namespace {

std::optional<std::size_t> index_of(std::string_view text) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return index;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") + 1 - first);
}

/// "2024-12-31 08:00:00" of "2024-12-31T08:00:00.000", the day alone where the cell shows no time.
std::string plain_iso(std::string_view stored, Shown shown) {
    std::string text(stored.substr(0, stored.find('.')));
    const auto letter = text.find('T');
    if (letter == text.npos) return text;
    const bool is_midnight = text.substr(letter) == "T00:00:00";
    if (shown == Shown::day || (shown == Shown::number && is_midnight)) return text.substr(0, letter);
    text[letter] = ' ';
    return text;
}

/// Reads rows one after the other into a sheet.
class Rows {
public:
    Rows(const std::string& part, SheetSurroundings& around, Sheet& into)
        : part_(part), around_(around), sheet_(into) {}

    std::optional<Refusal> read(const pugi::xml_node& node);

private:
    [[nodiscard]] Refusal damaged_row(Message what) const {
        return damaged(part_, say("has in row {} {}", row_, std::move(what)));
    }
    std::optional<Refusal> read_cell(const pugi::xml_node& node);
    std::optional<Refusal> place(const pugi::xml_node& node);
    std::optional<Refusal> put(std::string text);
    std::optional<Refusal> count_cells(std::size_t cells);
    std::string number_text(const std::string& stored, Shown shown);

    const std::string& part_;
    SheetSurroundings& around_;
    Sheet& sheet_;
    SheetRow current_;
    int row_ = 0, column_ = 0;
};

std::optional<Refusal> Rows::count_cells(std::size_t cells) {
    around_.cells += cells;
    if (around_.cells <= kMostCells) return std::nullopt;
    return Refusal{
        say("the workbook is too large: with row {} of its sheet {} it comes to more than {} cells; "
            "{} rows there have content",
            row_, sheet_.name, kMostCells, sheet_.rows.size()),
        say("delete the empty rows below and the empty columns beside the tables: their cells have formats")};
}

std::optional<Refusal> Rows::read(const pugi::xml_node& node) {
    const std::string_view number = attribute(node, "r");
    const auto said = number.empty() ? static_cast<std::size_t>(row_) + 1 : index_of(number);
    if (!said || *said <= static_cast<std::size_t>(row_) || *said > kMostRows)
        return damaged(part_, say("has a row \"{}\" after row {}", number, row_));
    row_ = static_cast<int>(*said);
    column_ = 0;
    current_ = {row_, {}};
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling())
        if (is_named(child, "c"))
            if (auto refusal = read_cell(child)) return refusal;
    const bool has_content =
        std::any_of(current_.cells.begin(), current_.cells.end(),
                    [](const std::string& cell) { return cell.find_first_not_of(" \t\n") != cell.npos; });
    const bool has_note = !sheet_.without_results.empty() && sheet_.without_results.back().row == row_;
    if (!has_content && !has_note) return std::nullopt;
    if (is_yes(attribute(node, "hidden"))) sheet_.hidden_rows.push_back(row_);
    sheet_.rows.push_back(std::move(current_));
    return std::nullopt;
}

/// Where the cell stands: as it says, or next to the one before.
std::optional<Refusal> Rows::place(const pugi::xml_node& node) {
    const std::string_view said = attribute(node, "r");
    const auto address = said.empty() ? Address{row_, column_ + 1} : parse_address(said);
    if (!address || address->row != row_ || address->column <= column_ || address->column > kMostColumns)
        return damaged_row(say("a cell \"{}\" after column {}", said, column_));
    column_ = address->column;
    return std::nullopt;
}

std::optional<Refusal> Rows::put(std::string text) {
    if (text.empty()) return std::nullopt;
    if (!base::is_utf8(text)) return damaged_row(say("a text that is not in UTF-8"));
    around_.text_bytes += text.size();
    if (around_.text_bytes > kMostTextBytes)
        return Refusal{
            say("the workbook is too large: its cells have more than {} MiB of text", kMostTextBytes / kMiB),
            say("move what is no part of the tables to another workbook")};
    const auto gap = static_cast<std::size_t>(column_) - 1 - current_.cells.size();
    if (auto refusal = count_cells(gap)) return refusal;
    current_.cells.resize(static_cast<std::size_t>(column_) - 1);
    current_.cells.push_back(std::move(text));
    return std::nullopt;
}

std::string Rows::number_text(const std::string& stored, Shown shown) {
    const std::string_view digits = trimmed(stored);
    const auto number = plain_number(digits);
    if (!number) return stored;
    if (shown == Shown::number) return *number;
    if (shown == Shown::percentage) {
        sheet_.percentages.push_back({row_, column_});
        return with_point_moved(*number, 2);
    }
    return plain_time(digits, shown, around_.epoch).value_or(*number);
}

std::optional<Refusal> Rows::read_cell(const pugi::xml_node& node) {
    if (auto refusal = count_cells(1)) return refusal;
    if (auto refusal = place(node)) return refusal;
    if (!node.first_child()) return std::nullopt;  // a format without content
    const std::string_view type = attribute(node, "t");
    if (type == "inlineStr") return put(rich_text(child_of(node, "is")));
    const std::string stored = text_of(child_of(node, "v"));
    const bool is_text = type == "str" || type == "e";
    if (stored.empty() && !is_text && child_of(node, "f")) sheet_.without_results.push_back({row_, column_});
    if (stored.empty()) return std::nullopt;
    if (is_text) return put(without_escapes(stored));
    if (type == "b") return put(is_yes(stored) ? "1" : "0");
    if (type == "s") {
        const auto index = index_of(trimmed(stored));
        const std::string* const text = index ? around_.strings.find(*index) : nullptr;
        return text ? put(*text) : damaged_row(say("text number {}, which is missing", stored));
    }
    const Shown shown = around_.formats.of_style(index_of(attribute(node, "s")).value_or(0));
    if (type == "d") return put(plain_iso(trimmed(stored), shown));
    return put(number_text(stored, shown));
}

/// What a sheet says beside its rows.
void read_layout(const pugi::xml_node& root, Sheet& into) {
    for (const pugi::xml_node& column : child_of(root, "cols").children()) {
        const auto first = index_of(attribute(column, "min")), last = index_of(attribute(column, "max"));
        if (!is_yes(attribute(column, "hidden")) || !first || !last || *first < 1 || *last > kMostColumns)
            continue;
        into.hidden_columns.emplace_back(static_cast<int>(*first), static_cast<int>(*last));
    }
    for (const pugi::xml_node& one : child_of(root, "mergeCells").children())
        if (const auto area = parse_area(attribute(one, "ref")); area && area->first != area->last)
            into.merged.push_back(*area);
}

}  // namespace

std::optional<Refusal> read_sheet(PartReader& part, SheetSurroundings& around, Sheet& into) {
    Rows rows(part.name(), around, into);
    const auto use = [&](std::string& elements) -> std::optional<Refusal> {
        pugi::xml_document document;
        if (auto refusal = parse_elements(part.name(), elements, document)) return refusal;
        for (pugi::xml_node node = document.first_child(); node; node = node.next_sibling())
            if (is_named(node, "row"))
                if (auto refusal = rows.read(node)) return refusal;
        return std::nullopt;
    };
    auto rest = take_elements(part, "row", use);
    if (auto* refusal = std::get_if<Refusal>(&rest)) return std::move(*refusal);
    pugi::xml_document document;
    if (auto refusal = parse_part(part.name(), std::get<std::string>(rest), "worksheet", document))
        return refusal;
    read_layout(document.document_element(), into);
    return std::nullopt;
}

}  // namespace publish
