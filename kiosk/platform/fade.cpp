#include "kiosk/platform/fade.h"

namespace kiosk {
namespace {

constexpr std::size_t kRun = 32;  // pixels: two lines of the cache

bool are_equal(const std::uint32_t* a, const std::uint32_t* b, std::size_t count) {
    std::uint32_t difference = 0;
    for (std::size_t i = 0; i < count; ++i) difference |= a[i] ^ b[i];
    return difference == 0;
}

/// Channel by channel in 16 bits, which every vector unit can do: weights that add up to 256 never carry
/// over.
void blend_run(const std::uint32_t* __restrict from, const std::uint32_t* __restrict to, unsigned share,
               std::uint32_t* __restrict into, std::size_t count) {
    const auto* a = reinterpret_cast<const std::uint8_t*>(from);
    const auto* b = reinterpret_cast<const std::uint8_t*>(to);
    auto* out = reinterpret_cast<std::uint8_t*>(into);
    const auto weight = static_cast<std::uint16_t>(share),
               rest = static_cast<std::uint16_t>(kFadeEnd - share);
    for (std::size_t i = 0; i < count * 4; ++i) {
        const auto left = static_cast<std::uint16_t>(a[i] * rest),
                   right = static_cast<std::uint16_t>(b[i] * weight);
        out[i] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(left + right) >> 8);
    }
}

}  // namespace

void blend_pixels(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
                  std::size_t count) {
    for (; count >= kRun; from += kRun, to += kRun, into += kRun, count -= kRun)
        if (!are_equal(from, to, kRun)) blend_run(from, to, share, into, kRun);
    blend_run(from, to, share, into, count);
}

}  // namespace kiosk
