#pragma once

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// The hall is closed, and when it is open again. With a key: nothing but black, for a panel that is off or
/// cannot be switched off.
[[nodiscard]] base::Result<Page> build_closed(const Stage& stage, const Address& address);

}  // namespace kiosk
