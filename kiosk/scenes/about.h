#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `about`: how to read the screen, the rules by which targets are judged, the results of the year before,
/// sources, release.
[[nodiscard]] base::Result<Page> build_about(const Stage& stage, const Address& address);

}  // namespace kiosk
