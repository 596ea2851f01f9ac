#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "kiosk/platform/orientation.h"

namespace kiosk {

/// Of the picture area, along the panel's own pixels.
struct PanelSize {
    double width_mm = 0, height_mm = 0;
};

/// Whether a panel that shows so many pixels can have that size: its pixels are nearly square, neither
/// smaller nor larger than panels have, and from corner to corner it has 4 to 100 inches. Either may lie on
/// its side.
[[nodiscard]] bool is_credible(const PanelSize& size, PixelSize pixels);

/// The size that a panel states in its EDID: of the preferred timing in mm, else bytes 21 and 22 in cm.
/// Nothing when header or checksum are wrong, when no size is given, and when it is no size: an aspect ratio
/// (16x9, 160x90, 1600x900, ...), or none that is credible for the pixels of the preferred timing. Any bytes
/// may come.
[[nodiscard]] std::optional<PanelSize> parse_edid(std::span<const std::uint8_t> bytes);

struct FoundPanel {
    PanelSize size;
    std::string connector;  // "card0-HDMI-A-1"
};

/// Asks the connected outputs in order of their names; the first that states a size is taken, one that is in
/// use before one that is not. `folder` is another one than the kernel's in tests alone.
[[nodiscard]] std::optional<FoundPanel> find_panel_size(
    const std::filesystem::path& folder = "/sys/class/drm");

}  // namespace kiosk
