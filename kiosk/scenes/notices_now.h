#pragma once

#include <vector>

#include "kiosk/scenes/stage.h"

namespace kiosk {

/// The notices that hold at the stage's time, the gravest first.
[[nodiscard]] std::vector<catalog::Notice> notices_now(const Stage& stage);

}  // namespace kiosk
