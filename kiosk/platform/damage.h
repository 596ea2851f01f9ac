#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/platform/orientation.h"
#include "kiosk/platform/pixels.h"

struct ImDrawData;

namespace kiosk {

/// Finds what has to be drawn again: remembers of each tile of the picture which shapes touch it, as a hash.
/// See docs/decisions/0012-damage-and-spans.md.
class Damage {
public:
    static constexpr int kTile = 64;  // [px]

    /// The parts of a picture of `size` on which these lists look different from those of the call before;
    /// disjoint boxes, none when nothing has changed. All of it when there was none, when it had another
    /// size, or after `forget`. Texels that were drawn once must keep their place and value; else `forget`.
    [[nodiscard]] std::vector<Box> update(const ImDrawData& data, std::uint32_t background, PixelSize size);
    void forget() { tiles_.clear(); }
    /// The same of a part of the picture.
    void forget(const Box& part);

private:
    PixelSize size_;
    std::vector<std::uint64_t> tiles_;
};

}  // namespace kiosk
