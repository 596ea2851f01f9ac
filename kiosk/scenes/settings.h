#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `settings`: what a visitor may choose, each with what it does and whether it is on, beside a live sample.
/// It all ends with the visit.
[[nodiscard]] base::Result<Page> build_settings(const Stage& stage, const Address& address);

}  // namespace kiosk
