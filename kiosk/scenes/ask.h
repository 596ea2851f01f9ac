#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `ask`: is somebody still there? One large button, and the seconds that are left.
[[nodiscard]] base::Result<Page> build_ask(const Stage& stage, const Address& address);

}  // namespace kiosk
