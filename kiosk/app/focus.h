#pragma once

#include <string>
#include <vector>

#include "kiosk/platform/key.h"
#include "kiosk/scenes/page.h"

namespace kiosk {

/// The touch area that lies in the direction of `key` from the one called `from`; when there is none, the one
/// at the top left. At the end of a row it goes on in the order of `areas`, so that arrows reach everything.
/// Key::next goes by that order alone, in which the foot comes last, and begins again after the end.
[[nodiscard]] std::string next_focus(const std::vector<TouchArea>& areas, const std::string& from, Key key);

}  // namespace kiosk
