#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `topics`: the first page of a visit: one tile per livelihood topic with its headline figure; the way to
/// everything else.
[[nodiscard]] base::Result<Page> build_topics(const Stage& stage, const Address& address);

}  // namespace kiosk
