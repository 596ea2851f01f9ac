#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `notice/<id>`: one notice with its time. `notice` alone: all that hold now, or that there are none.
[[nodiscard]] base::Result<Page> build_notice(const Stage& stage, const Address& address);

/// The notices that hold at the stage's time, the gravest first.
[[nodiscard]] std::vector<catalog::Notice> notices_now(const Stage& stage);

}  // namespace kiosk
