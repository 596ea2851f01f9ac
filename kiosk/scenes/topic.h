#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `topic/<id>`: the targets of a topic, one row each, and the way to its commitments.
[[nodiscard]] base::Result<Page> build_topic(const Stage& stage, const Address& address);

}  // namespace kiosk
