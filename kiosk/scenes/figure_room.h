#pragma once

#include "kiosk/scenes/sheet.h"
#include "kiosk/ui/pictures.h"

namespace kiosk {

/// Fills `room` on a tile or a card with what is promised: the figure, and above it its field of rings where
/// there is much room. A figure that has no room is left to the target's page.
void fill_with_figure(Sheet& sheet, const catalog::Target& target, const TargetPicture& picture,
                      const Rect& room, float largest_em, Color ground);

}  // namespace kiosk
