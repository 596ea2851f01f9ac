#pragma once

#include <string>
#include <vector>

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// One key of a pad for digits.
struct PadKey {
    std::string id, label, icon;  // an icon stands in the place of the label
    Request request;
    bool is_main = false;       // filled: what the pad is for
    bool prefers_word = false;  // the icon only where the label has no room
};

/// The key of a digit, '0' to '9'.
[[nodiscard]] PadKey digit_key(char digit, Request request);

/// Draws `keys` row by row in cells of one size, and has them answer. REQUIRES: they fill `columns`.
void draw_pad_keys(Sheet& sheet, const std::vector<PadKey>& keys, const Rect& area, int columns);

}  // namespace kiosk
