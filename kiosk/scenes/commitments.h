#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `commitments/<topic>`: what the plan promises in words alone, with its sentences.
[[nodiscard]] base::Result<Page> build_commitments(const Stage& stage, const Address& address);

}  // namespace kiosk
