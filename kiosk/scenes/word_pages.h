#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/scenes/chips.h"
#include "words/lookup.h"

/// The pages of `find` that hold words alone, and what they share with its first page.
namespace kiosk {

/// Header and foot of a page of `find`.
void furnish_find(Sheet& sheet, const Address& address, const std::string& title, int page_count);

[[nodiscard]] Chip chip_of(const words::Lookup::Word& word);
/// Where a word leads: to its target, or to the list of several.
[[nodiscard]] Address address_of_word(const std::string& word, const std::vector<catalog::TargetId>& targets);

/// The letters that words begin with, together as far as their words have room on one page of `room`.
[[nodiscard]] std::vector<Chip> initial_chips(const Stage& stage, const Rect& room,
                                              const words::Lookup& lookup);
/// Where they lead to on this panel.
[[nodiscard]] std::vector<Address> addresses_of_initials(const Stage& stage, const words::Lookup& lookup);
/// They, in tiles of one size, as large as the area allows; false where they have no room.
[[nodiscard]] bool draw_initials(Sheet& sheet, const std::vector<Chip>& initials, const Rect& area);

/// REQUIRES: per_page > 0.
[[nodiscard]] int pages_for(std::size_t rows, std::size_t per_page);
/// A page of chips alone, under `first`, which stand on every page of it.
[[nodiscard]] base::Result<Page> build_chips(const Stage& stage, const Address& address,
                                             const std::string& title, const std::vector<Chip>& first,
                                             const std::vector<Chip>& chips);
/// `find/az`: the letters.
[[nodiscard]] base::Result<Page> build_initials(const Stage& stage, const Address& address,
                                                const words::Lookup& lookup);
/// `find/letter/G`, `find/letter/A-F`: the words that begin so.
[[nodiscard]] base::Result<Page> build_words_of_initials(const Stage& stage, const Address& address,
                                                         const words::Lookup& lookup);
/// `find/word/公园`: the targets that a word finds.
[[nodiscard]] base::Result<Page> build_hits(const Stage& stage, const Address& address,
                                            const std::string& word);

}  // namespace kiosk
