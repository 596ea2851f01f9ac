#pragma once

#include <optional>
#include <string>

#include "kiosk/config.h"
#include "kiosk/platform/edid.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/ui/metrics.h"

namespace kiosk {

/// The glass as pages are composed for it, upright, and where its size comes from.
struct MeasuredPanel {
    Panel panel;
    std::string origin;     // "settings", "EDID of card0-HDMI-A-1", "default: 32 inches"
    bool is_found = false;  // stated by the panel itself; else `Panel::is_guess` tells whether by anybody
};

/// `pixels`: of the panel before rotation. Settings outrank `found`, which outranks 32 inches where it is
/// credible for these pixels. Where width and height disagree the smaller pixel is taken, so that nothing
/// becomes too small.
[[nodiscard]] MeasuredPanel measure_panel(const Config& config, PixelSize pixels,
                                          const std::optional<FoundPanel>& found);

}  // namespace kiosk
