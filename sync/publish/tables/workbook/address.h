#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace publish {

/// A cell as spreadsheets count: both from 1.
struct Address {
    int row = 0, column = 0;
    auto operator<=>(const Address&) const = default;
};

/// Cells from the upper left to the lower right one, both included.
struct Area {
    Address first, last;
    auto operator<=>(const Area&) const = default;
};

/// "K" of 11, "AA" of 27. REQUIRES: above 0.
[[nodiscard]] std::string column_letters(int column);
/// "K12".
[[nodiscard]] std::string text(const Address& address);
/// "K12:K14"; "K12" of a single cell.
[[nodiscard]] std::string text(const Area& area);

/// Of "K12" or "$K$12", within what the format allows; nothing otherwise.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
/// Of "K12:M14" or "K12", whichever corners it names.
[[nodiscard]] std::optional<Area> parse_area(std::string_view text);

}  // namespace publish
