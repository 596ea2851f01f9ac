#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `emergency/<id>`: one notice that has the whole screen, read from as far away as its length lets. What
/// does not fit at the size of body text goes on to `<id>/2`. Errors: not_found (none such holds now; no such
/// page).
[[nodiscard]] base::Result<Page> build_emergency(const Stage& stage, const Address& address);

}  // namespace kiosk
