#pragma once

#include <optional>
#include <string>

#include "kiosk/app/library.h"
#include "kiosk/app/panel.h"
#include "kiosk/platform/window.h"

namespace kiosk {

/// For the technician: every setting with unit, value and where it comes from, then the sizes that follow
/// from the panel. `pixels`: of the panel before rotation. Lines end in a line feed.
[[nodiscard]] std::string describe_config(base::Settings settings, PixelSize pixels,
                                          const std::optional<FoundPanel>& found);

/// A bar of exactly 100 mm to hold a ruler to, until a touch, a key or 60 s. On a panel narrower than that
/// the bar is as many whole centimetres as fit.
void show_ruler(Library& library, const Panel& panel, Window& window);

}  // namespace kiosk
