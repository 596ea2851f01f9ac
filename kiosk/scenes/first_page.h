#pragma once

#include "kiosk/scenes/story.h"
#include "kiosk/ui/block.h"

namespace kiosk {

/// How the first page of a target is laid out, and what it leaves to the pages after it.
struct FirstPage {
    BlockPtr block;
    bool fits = true;
    bool has_picture = true, has_sources = true, has_rule = true, has_ask = true;
};

/// The best that fits in the room: first with everything on it, then with less, and large letters longer than
/// that. What every first page has is on it in any case: name, promise, figure with its date, state, deadline
/// and quotation.
[[nodiscard]] FirstPage first_page(const Story& story, const Rect& room);

}  // namespace kiosk
