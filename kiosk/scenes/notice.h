#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `notice/<id>`: one notice with its time. `notice` alone: all that hold now, or that there are none.
[[nodiscard]] base::Result<Page> build_notice(const Stage& stage, const Address& address);

}  // namespace kiosk
