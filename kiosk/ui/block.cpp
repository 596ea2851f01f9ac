#include "kiosk/ui/block.h"

#include <cassert>
#include <cmath>

namespace kiosk {
namespace {

constexpr float kStep = 0.95f;
constexpr float kSlack = 0.5f;  // [px]; what rounding may add up to

}  // namespace

Block::Parts Block::cut(float /*width*/, float /*height*/) const { return {}; }

Blocks present(Blocks blocks) {
    std::erase(blocks, nullptr);
    return blocks;
}

float gaps_of(const Blocks& blocks, float gap) {
    return blocks.empty() ? 0 : static_cast<float>(blocks.size() - 1) * gap;
}

bool fits(const Block& block, float width, float height) {
    return block.across().least <= width + kSlack && block.down(width).least <= height + kSlack;
}

Fitted fit(std::span<const Layout> layouts, float width, float height) {
    assert(!layouts.empty());
    Fitted fitted;
    for (std::size_t i = 0; i < layouts.size() && !fitted.fits; ++i) {
        fitted.block = layouts[i]();
        fitted.layout = i;
        fitted.fits = kiosk::fits(*fitted.block, width, height);
    }
    return fitted;
}

std::vector<float> sizes_between(float largest, float least) {
    std::vector<float> sizes;
    for (float size = largest; size > least; size = std::floor(size * kStep)) sizes.push_back(size);
    sizes.push_back(least);
    return sizes;
}

float largest_size(float largest, float least, const std::function<bool(float)>& is_good) {
    for (const float size : sizes_between(largest, least))
        if (is_good(size)) return size;
    return least;
}

}  // namespace kiosk
