#include "sync/publish/tables/workbook/address.h"

#include <algorithm>

#include "sync/publish/tables/workbook/limits.h"

namespace publish {
namespace {

/// Takes digits of base `base` that begin at `first` off `text`, until a number is beyond `most`; 0: none.
int take(std::string_view& text, char first, int count, int base, int most) {
    int number = 0;
    while (!text.empty() && text[0] >= first && text[0] < first + count && number <= most) {
        number = number * base + (text[0] - first) + (base == 26 ? 1 : 0);
        text.remove_prefix(1);
    }
    return number;
}

}  // namespace

std::string column_letters(int column) {
    std::string letters;
    for (int rest = column; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

std::string text(const Address& address) {
    return column_letters(address.column) + std::to_string(address.row);
}

std::string text(const Area& area) {
    return area.first == area.last ? text(area.first) : text(area.first) + ":" + text(area.last);
}

std::optional<Address> parse_address(std::string_view text) {
    if (text.starts_with('$')) text.remove_prefix(1);
    const int column = take(text, 'A', 26, 26, kMostColumns);
    if (text.starts_with('$')) text.remove_prefix(1);
    const int row = take(text, '0', 10, 10, kMostRows);
    if (!text.empty() || column < 1 || column > kMostColumns || row < 1 || row > kMostRows)
        return std::nullopt;
    return Address{row, column};
}

std::optional<Area> parse_area(std::string_view text) {
    const auto colon = text.find(':');
    const auto one = parse_address(text.substr(0, colon));
    const auto other = colon == text.npos ? one : parse_address(text.substr(colon + 1));
    if (!one || !other) return std::nullopt;
    return Area{{std::min(one->row, other->row), std::min(one->column, other->column)},
                {std::max(one->row, other->row), std::max(one->column, other->column)}};
}

}  // namespace publish
