#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `overview`: every counted target as one mark, and how many stand in which state. The first page of the
/// rotation.
[[nodiscard]] base::Result<Page> build_overview(const Stage& stage, const Address& address);

}  // namespace kiosk
