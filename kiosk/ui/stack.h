#pragma once

#include "kiosk/ui/block.h"

namespace kiosk {

/// The lengths of neighbours in `room`: each its natural one, and what is left shared by `stretches`; where
/// that is too much, each gives in proportion to what it can, but none below its least.
[[nodiscard]] std::vector<float> share_out(const std::vector<Extent>& wanted,
                                           const std::vector<float>& stretches, float room);

/// One under the other, each as wide as the column. It can be cut between its blocks, and within one.
[[nodiscard]] BlockPtr column(Blocks blocks, float gap = 0);

enum class Align { top, middle, bottom, baseline };
/// Side by side.
[[nodiscard]] BlockPtr row(Blocks blocks, float gap = 0, Align align = Align::top);
/// Side by side, each so wide a part of what the gaps leave. REQUIRES: as many shares as blocks, none null.
[[nodiscard]] BlockPtr row_of_shares(Blocks blocks, std::vector<float> shares, float gap);

/// One after the other on a common baseline, and on to the next line where one has no room. What is wider
/// than a line is wrapped on lines of its own.
[[nodiscard]] BlockPtr run(Blocks blocks, float gap, float line_gap = 0);

/// The first of them that fits in the width; else the last. REQUIRES: there is one, none null.
[[nodiscard]] BlockPtr one_of(Blocks blocks);

/// Takes a share of what is left over; else as it is.
[[nodiscard]] BlockPtr stretched(BlockPtr block, Stretch stretch);
/// Content with that width, at the most; it takes more where there is some.
[[nodiscard]] BlockPtr content_with(BlockPtr block, float width);
/// Never narrower than it would like.
[[nodiscard]] BlockPtr rigid(BlockPtr block);
/// With space around it, in pixels.
struct Edges {
    float left = 0, top = 0, right = 0, bottom = 0;
};
[[nodiscard]] BlockPtr padded(BlockPtr block, Edges edges);
/// Tells the drawing under that name where it came to stand. A name that is empty tells nothing.
[[nodiscard]] BlockPtr named(BlockPtr block, std::string name);
/// Nothing, so high.
[[nodiscard]] BlockPtr space(float height, float stretch_down = 0);

}  // namespace kiosk
