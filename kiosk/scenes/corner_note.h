#pragma once

#include <string>

#include "kiosk/scenes/page.h"
#include "kiosk/scenes/stage.h"

namespace kiosk {

/// Lays a few words over the upper right corner of a page that is finished: they are read first, and answer
/// to nothing.
void add_corner_note(Page& page, const Stage& stage, const std::string& words);

}  // namespace kiosk
