#include "kiosk/platform/fade.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace kiosk {
namespace {

constexpr int kGrain = 8;  // pixels: two registers; half a line of the cache

/// Whether `count` pixels differ, a whole grain mostly: the compiler knows a shorter way for that.
bool differ(const std::uint32_t* a, const std::uint32_t* b, int count) {
    if (count == kGrain) return std::memcmp(a, b, kGrain * sizeof *a) != 0;
    return std::memcmp(a, b, static_cast<std::size_t>(count) * sizeof *a) != 0;
}

Box around(const Box& box, int y, int left, int right) {
    if (box.empty()) return {left, y, right, y + 1};
    return {std::min(box.left, left), box.top, std::max(box.right, right), y + 1};
}

}  // namespace

void Fade::add(const Pixels& from, const Pixels& to) {
    assert(from.box == to.box);
    const Box& box = from.box;
    const auto differs = [&](int x, int y) {
        return differ(from.at(x, y), to.at(x, y), std::min(kGrain, box.right - x));
    };
    Strip strip;
    Box band;
    std::size_t pixels = 0;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; x += kGrain) {
            const int first = x;
            while (x < box.right && differs(x, y)) x += kGrain;
            if (x == first) continue;
            const int end = std::min(x, box.right);
            strip.runs.push_back({y, first, end - first});
            pixels += static_cast<std::size_t>(end - first);
            band = around(band, y, first, end);
        }
    if (strip.runs.empty()) return;
    strip.from.reserve(pixels);
    strip.to.reserve(pixels);
    for (const Run& run : strip.runs) {
        strip.from.insert(strip.from.end(), from.at(run.left, run.y), from.at(run.left + run.count, run.y));
        strip.to.insert(strip.to.end(), to.at(run.left, run.y), to.at(run.left + run.count, run.y));
    }
    strips_.push_back(std::move(strip));
    bands_.push_back(band);
}

void Fade::draw(const Pixels& picture, unsigned share) const {
    for (const Strip& strip : strips_) {
        std::size_t at = 0;
        for (const Run& run : strip.runs) {
            const auto count = static_cast<std::size_t>(run.count);
            mix_span(&strip.from[at], &strip.to[at], share, picture.at(run.left, run.y), count);
            at += count;
        }
    }
}

}  // namespace kiosk
