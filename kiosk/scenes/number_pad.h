#pragma once

#include <string>

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// Digits that name a target as its page prints them, T-147; its name appears as they come, and one touch
/// opens it. `typed`: the digits so far. `is_flat`: display and way in beside the keys, not above and below.
void draw_number_pad(Sheet& sheet, const std::string& typed, const Rect& area, bool is_flat);

/// Where the pad stands when these digits are typed, and what they are after one more; a full pad takes none.
[[nodiscard]] Address pad_address(const std::string& typed);
[[nodiscard]] std::string with_digit(const std::string& typed, char digit);

/// Whether the pad stands there for digits to be typed.
[[nodiscard]] bool is_number_pad(const Address& address);

/// The digits of "number/147"; empty where the key has none.
[[nodiscard]] std::string typed_digits(const std::string& key);

}  // namespace kiosk
