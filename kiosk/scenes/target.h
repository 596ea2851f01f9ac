#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// The page of one target: `target/<id>` with controls, or `rotation/<id>` without. Its first page holds
/// name, value, figure, date, state, deadline and quotation on every panel; the others give baseline,
/// sources, notes and contact. Errors: not_found; corrupt.
[[nodiscard]] base::Result<Page> build_target(const Stage& stage, const Address& address);

}  // namespace kiosk
