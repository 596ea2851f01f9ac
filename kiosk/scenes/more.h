#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `more`: the visitor's choices, on panels too small to show them on every page.
[[nodiscard]] base::Result<Page> build_more(const Stage& stage, const Address& address);

}  // namespace kiosk
