#pragma once

#include <vector>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/sheet.h"

/// Where a release has few targets they stand on the overview by name.
namespace kiosk {

using Roll = std::vector<TargetFacts>;

/// Whether so few targets are counted that each can be named.
[[nodiscard]] bool is_roll(const Stage& stage);
/// The counted targets in the order of the document. REQUIRES: is_roll(). Errors: what loading says.
[[nodiscard]] base::Result<Roll> load_roll(const Stage& stage);
/// Mark, name, promise and state of each; false, and nothing drawn, where they have no room.
[[nodiscard]] bool draw_roll(Sheet& sheet, const Roll& roll, const Rect& area);

}  // namespace kiosk
