#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `filter/section`, `filter/state`, `filter/topic`: chooses what narrows the list of all targets.
[[nodiscard]] base::Result<Page> build_filter(const Stage& stage, const Address& address);

}  // namespace kiosk
