#pragma once

#include <string>
#include <vector>

#include "kiosk/scenes/page.h"

namespace kiosk {

enum class Key { left, right, up, down, activate, back, home, read_aloud, louder, quieter, next_speed };

/// The touch area that lies in the direction of `key` from the one called `from`; when there is none, the one
/// at the top left. At the end of a row it goes on in the order of `areas`, so that arrows reach everything.
[[nodiscard]] std::string next_focus(const std::vector<TouchArea>& areas, const std::string& from, Key key);

}  // namespace kiosk
