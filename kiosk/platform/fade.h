#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kiosk/platform/pixels.h"
#include "kiosk/platform/span.h"

namespace kiosk {

/// A cross-fade between two pictures of one size. Most of a page is the same in both, so what differs is
/// looked for once, and each frame then touches nothing else.
class Fade {
public:
    /// Both must stay as they are as long as this lives.
    Fade(const Picture& from, const Picture& to);

    /// Parts of the picture outside which nothing differs; few, from top to bottom.
    [[nodiscard]] const std::vector<Box>& bands() const { return bands_; }
    /// Mixes one of the bands, `share` of kFadeEnd from the later picture; the ends are exact.
    /// `holds_earlier`: `target` holds the earlier picture or a frame of this fade, so what is equal in both
    /// is not written again. REQUIRES: `band` is one of `bands`, and lies in `target.box`.
    void draw(const Pixels& target, const Box& band, unsigned share, bool holds_earlier) const;

private:
    /// Pixels side by side that differ.
    struct Run {
        int y, left, right;
    };
    void mix(const Pixels& target, const Run& run, unsigned share) const;

    const Picture& from_;
    const Picture& to_;
    std::vector<Run> runs_;  // row by row
    std::vector<Box> bands_;
};

}  // namespace kiosk
