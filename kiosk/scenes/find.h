#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `find`: everyday words by topic beside a number pad; where both have no room, the words, and the pad as
/// `find/number`. `find/number/147`: with those digits typed. `find/az`: the letters that words begin with,
/// `find/letter/G`: the words that begin with one. `find/word/公园`: the targets that a word finds.
[[nodiscard]] base::Result<Page> build_find(const Stage& stage, const Address& address);

/// Where a word leads: to its target, or to the list of several.
[[nodiscard]] Address address_of_word(const std::string& word, const std::vector<catalog::TargetId>& targets);

}  // namespace kiosk
