#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `about`: a menu of four. `about/symbols`: how to read the screen; `about/rules`: by which targets are
/// judged; `about/sources`, with the results of the year before; `about/release`.
[[nodiscard]] base::Result<Page> build_about(const Stage& stage, const Address& address);

}  // namespace kiosk
