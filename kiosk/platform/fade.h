#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kiosk/platform/pixels.h"
#include "kiosk/platform/span.h"

namespace kiosk {

/// A cross-fade from what a picture shows to something else. Most of a page is the same in both, so what
/// differs is looked for once; nothing else is remembered, and each frame touches nothing else.
class Fade {
public:
    /// Notes where `to` differs from `from`. Both have the same box, which overlaps none that was added
    /// before; neither is needed any longer afterwards.
    void add(const Pixels& from, const Pixels& to);

    /// Parts of the picture outside which nothing differs: one, or none, for each that was added.
    [[nodiscard]] const std::vector<Box>& bands() const { return bands_; }
    /// Mixes all of it, `share` of kFadeEnd from the later picture; the ends are exact.
    /// REQUIRES: `picture` encloses all that was added.
    void draw(const Pixels& picture, unsigned share) const;

private:
    /// Pixels side by side that differ, in one of the strips that were added.
    struct Run {
        int y, left, count;
    };
    struct Strip {
        std::vector<Run> runs;
        std::vector<std::uint32_t> from, to;  // of all runs, one after the other
    };
    std::vector<Strip> strips_;
    std::vector<Box> bands_;
};

}  // namespace kiosk
