#include "kiosk/app/panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

constexpr double kDefaultDiagonalMm = 32 * 25.4;

double configured_mm_per_px(const Config& config, PixelSize pixels) {
    const double across = config.panel_width_mm.value_or(0) / pixels.width,
                 down = config.panel_height_mm.value_or(0) / pixels.height;
    return config.panel_width_mm && config.panel_height_mm ? std::min(across, down) : std::max(across, down);
}

/// Xorg may have turned the screen; the panel still states itself unturned.
double found_mm_per_px(const PanelSize& size, PixelSize pixels) {
    const bool turned = (size.width_mm > size.height_mm) != (pixels.width > pixels.height);
    const double width = turned ? size.height_mm : size.width_mm,
                 height = turned ? size.width_mm : size.height_mm;
    return std::min(width / pixels.width, height / pixels.height);
}

}  // namespace

MeasuredPanel measure_panel(const Config& config, PixelSize pixels, const std::optional<FoundPanel>& found) {
    const bool configured = config.panel_width_mm || config.panel_height_mm;
    PanelSize disbelieved;
    double mm_per_px = kDefaultDiagonalMm / std::hypot(pixels.width, pixels.height);
    std::string origin = "default: 32 inches";
    if (configured) {
        mm_per_px = configured_mm_per_px(config, pixels);
        origin = "settings";
    } else if (found && is_credible(found->size, pixels)) {
        mm_per_px = found_mm_per_px(found->size, pixels);
        origin = "EDID of " + found->connector;
    } else if (found) {
        disbelieved = found->size;
        origin += fmt::format("; {:.0f}x{:.0f} mm of the EDID of {} is no size of {}x{} pixels",
                              found->size.width_mm, found->size.height_mm, found->connector, pixels.width,
                              pixels.height);
    }
    const bool is_found = !configured && found && is_credible(found->size, pixels);
    const PixelSize upright = turned_size(pixels, config.rotation_deg);
    return {{.width_px = upright.width,
             .height_px = upright.height,
             .mm_per_px = static_cast<float>(mm_per_px),
             .viewing_distance_mm = static_cast<float>(config.viewing_distance_mm),
             .is_guess = !configured && !is_found,
             .disbelieved_width_mm = static_cast<float>(disbelieved.width_mm),
             .disbelieved_height_mm = static_cast<float>(disbelieved.height_mm)},
            std::move(origin),
            is_found};
}

}  // namespace kiosk
