#include "kiosk/platform/fade.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace kiosk {
namespace {

constexpr int kGrain = 16;  // pixels: a line of the cache
constexpr int kBand = 64;   // rows

std::size_t offset(const Picture& picture, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
           static_cast<std::size_t>(x);
}

}  // namespace

Fade::Fade(const Picture& from, const Picture& to) : from_(from), to_(to) {
    assert(from.width == to.width && from.height == to.height);
    const auto differs = [&](int x, int y) {
        const auto count = static_cast<std::size_t>(std::min(kGrain, from.width - x));
        return std::memcmp(&from.pixels[offset(from, x, y)], &to.pixels[offset(to, x, y)], count * 4) != 0;
    };
    for (int y = 0; y < from.height; ++y) {
        if (y % kBand == 0) bands_.push_back({from.width, from.height, 0, 0});
        Box& band = bands_.back();
        for (int x = 0; x < from.width; x += kGrain) {
            const int first = x;
            while (x < from.width && differs(x, y)) x += kGrain;
            if (x == first) continue;
            const Run run{y, first, std::min(x, from.width)};
            runs_.push_back(run);
            band = {std::min(band.left, run.left), std::min(band.top, y), std::max(band.right, run.right),
                    y + 1};
        }
    }
    std::erase_if(bands_, [](const Box& band) { return band.empty(); });
}

void Fade::mix(const Pixels& target, const Run& run, unsigned share) const {
    const std::size_t at = offset(from_, run.left, run.y);
    mix_span(&from_.pixels[at], &to_.pixels[at], share, target.at(run.left, run.y),
             static_cast<std::size_t>(run.right - run.left));
}

void Fade::draw(const Pixels& target, const Box& band, unsigned share, bool holds_earlier) const {
    if (!holds_earlier) {
        for (int y = band.top; y < band.bottom; ++y) mix(target, {y, band.left, band.right}, share);
        return;
    }
    const auto above = [](const Run& run, int y) { return run.y < y; };
    auto run = std::lower_bound(runs_.begin(), runs_.end(), band.top, above);
    for (; run != runs_.end() && run->y < band.bottom; ++run) mix(target, *run, share);
}

}  // namespace kiosk
