#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace kiosk {

/// Of the picture area, along the panel's own pixels.
struct PanelSize {
    double width_mm = 0, height_mm = 0;
};

/// The size that a panel states in its EDID: of the preferred timing in mm, else bytes 21 and 22 in cm.
/// Nothing when header or checksum are wrong, when no size is given, and when it is no size: an aspect ratio
/// (16x9, 160x90, ...), less than 40 mm or more than 4 m. Any bytes may come.
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
