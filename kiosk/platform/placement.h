#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/platform/orientation.h"
#include "kiosk/platform/pixels.h"

namespace kiosk {

/// How the upright picture lies on the panel, which has the same number of pixels: turned, and then moved a
/// little. What leaves the panel at one side is not shown; at the other a strip of the panel is left over.
struct Placement {
    PixelSize panel;
    int rotation_deg = 0;  // see orientation.h
    Pixel offset = {};     // on the panel; less than its size

    /// The part of the panel that the picture covers.
    [[nodiscard]] Box covered() const;
    /// Where a part of the upright picture lies on the panel; empty when none of it does.
    [[nodiscard]] Box on_panel(const Box& upright) const;
    /// The inverse. REQUIRES: `on_panel` lies in `covered` and is not empty.
    [[nodiscard]] Box upright(const Box& on_panel) const;
    /// The pixel of the upright picture that a touch of the panel means. What is left over belongs to the
    /// pixel next to it.
    [[nodiscard]] Pixel upright(Pixel on_panel) const;
};

/// The parts of `box` outside of `hole`, which may overlap at the corners.
[[nodiscard]] std::vector<Box> around(const Box& box, const Box& hole);

/// Where the picture stands so many minutes after the start: it wanders by one pixel to each side a minute,
/// at most four from the middle, and comes back after 48 minutes. So no edge of it stays where it is and
/// burns in.
[[nodiscard]] Pixel orbit_at(std::int64_t minutes);

/// Moves what `panel` shows. What is left over keeps what it showed.
void move_pixels(const Pixels& panel, Pixel by);

/// Repeats the outermost pixels of `covered` on what is left over of `panel`. REQUIRES: `covered` is not
/// empty.
void extend_edges(const Pixels& panel, const Box& covered);

}  // namespace kiosk
