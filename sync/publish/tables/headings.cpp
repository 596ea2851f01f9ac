#include "sync/publish/tables/headings.h"

#include <algorithm>

namespace publish {
namespace {

/// Without blanks around it, and with the brackets that Chinese headings have.
std::string plain(std::string_view heading) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = heading.find_first_not_of(kBlanks);
    if (first == heading.npos) return "";
    std::string text(heading.substr(first, heading.find_last_not_of(kBlanks) + 1 - first));
    for (const auto& [narrow, wide] : {std::pair{"(", "（"}, std::pair{")", "）"}})
        for (std::size_t at = text.find(narrow); at != text.npos; at = text.find(narrow, at))
            text.replace(at, 1, wide);
    return text;
}

}  // namespace

const Column* column_named(const TableFormat& table, std::string_view heading) {
    const std::string chinese = plain(heading);
    const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& column) {
        return column.name == heading || column.name == chinese || column.name_zh == chinese ||
               (!column.alias.empty() && column.alias == chinese);
    });
    return found == table.columns.end() ? nullptr : &*found;
}

const TableFormat* table_named(std::string_view name) {
    const auto tables = table_formats();
    const std::string chinese = plain(name);
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableFormat& table) {
        return table.plural == chinese || table.name_zh == chinese;
    });
    return found == tables.end() ? nullptr : &*found;
}

Bilingual name_of(const Column& column) {
    return {.zh = fmt::format("{}（{}）", column.name_zh, column.name), .en = std::string(column.name)};
}

Bilingual name_of(const TableFormat& table) {
    return {.zh = std::string(table.name_zh), .en = std::string(table.name)};
}

Bilingual sheet_name_of(const TableFormat& table) {
    return {.zh = std::string(table.name_zh), .en = std::string(table.plural)};
}

Bilingual help_of(const Column& column) {
    return {.zh = std::string(column.help_zh), .en = std::string(column.help)};
}

Bilingual word_of(const Column& column, std::string_view word) {
    const auto& [names, names_zh] = column.words;
    const auto found = std::find(names.begin(), names.end(), word);
    const auto at = static_cast<std::size_t>(found - names.begin());
    if (found == names.end() || at >= names_zh.size()) return {std::string(word), std::string(word)};
    return {.zh = fmt::format("{}（{}）", names_zh[at], word), .en = std::string(word)};
}

std::string as_written(const Column& column, std::string cell, const Phrasebook& book) {
    if (!book.is_chinese()) return cell;
    if (column.type == Type::flag) return cell == "1" ? "是" : cell == "0" ? "否" : cell;
    const auto& [names, names_zh] = column.words;
    const auto found = std::find(names.begin(), names.end(), cell);
    return found == names.end() ? cell : names_zh[static_cast<std::size_t>(found - names.begin())];
}

std::string as_example(std::string_view cell, const Phrasebook& book) {
    return (book.is_chinese() ? "例 " : "# ") + std::string(cell);
}

}  // namespace publish
