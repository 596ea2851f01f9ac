#pragma once

#include "base/result.h"
#include "kiosk/scenes/stage.h"
#include "words/lookup.h"

namespace kiosk {

/// The stage's, or made from its catalog. Errors: what loading says.
[[nodiscard]] base::Result<words::Lookup> lookup_of(const Stage& stage);

/// The target of that printed number, 147 for T-147; nothing when there is none.
[[nodiscard]] const catalog::Standing::Entry* find_number(const Stage& stage, int number);

}  // namespace kiosk
