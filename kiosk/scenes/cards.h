#pragma once

#include <vector>

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// So few targets are shown as cards that fill a page; more are a list.
constexpr std::size_t kMostCards = 3;

/// One card for each: name, what is promised, what is published, state. Touching one opens its page. Nothing
/// is drawn where a card would be too small: false. Errors: what loading says.
[[nodiscard]] base::Result<bool> draw_cards(Sheet& sheet, const std::vector<catalog::TargetId>& ids,
                                            const Rect& area);

}  // namespace kiosk
