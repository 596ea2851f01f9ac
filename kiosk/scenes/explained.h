#pragma once

#include <string>
#include <vector>

#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/story.h"
#include "kiosk/ui/block.h"

/// Terms of the trade, explained where they stand: a dotted line under each, and a finger on the text leads
/// to the page of the target that says what they mean.
namespace kiosk {

/// The texts of a target's first page that may have terms in them.
enum class Explained { name, caveat, sentence };

/// By which the drawing tells where that text stands. Empty where no term is in it.
[[nodiscard]] std::string explained_name(const Story& story, Explained which);
/// The terms in `text`, which is that text or a part of it; none where a finger would not reach them.
[[nodiscard]] std::vector<TextRange> terms_within(const Story& story, const std::string& text,
                                                  Explained which);

/// A passage for each term that stands on the target's pages.
void add_terms(std::vector<FlowItem>& items, const Story& story);

/// A touch area for each text with terms among `spots`, where a finger has room. `details` are the pages
/// after the first.
void touch_explained(Sheet& sheet, const Story& story, const std::vector<Spot>& spots, const Address& address,
                     const FlowPages& details);

}  // namespace kiosk
