#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `find`: everyday words by topic beside a number pad; where both have no room, the words, and the pad as
/// `find/number`. `find/number/147`: with those digits typed. `find/az`: the letters that words begin with,
/// `find/letter/G` and `find/letter/A-F`: the words that begin so. `find/word/公园`: the targets that a word
/// finds.
[[nodiscard]] base::Result<Page> build_find(const Stage& stage, const Address& address);

}  // namespace kiosk
