#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `all`: every target under the part and clause of the plan it is written in, narrowed by the address's
/// filter.
[[nodiscard]] base::Result<Page> build_all(const Stage& stage, const Address& address);

}  // namespace kiosk
