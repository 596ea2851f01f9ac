#include "kiosk/platform/fade.h"

#include <cstring>

namespace kiosk {

void blend_pixels(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
                  std::size_t count) {
    if (share == 0 || share == kFadeEnd) {
        const std::uint32_t* source = share == 0 ? from : to;
        if (source != into) std::memcpy(into, source, count * sizeof *into);
        return;
    }
    // Red and blue in one multiplication, sixteen bits each: weights that add up to 256 never carry over.
    const std::uint32_t weight = share, rest = kFadeEnd - share;
    constexpr std::uint32_t kRedBlue = 0x00ff00ff, kGreen = 0x0000ff00;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t a = from[i], b = to[i];
        const std::uint32_t red_blue = ((a & kRedBlue) * rest + (b & kRedBlue) * weight) >> 8 & kRedBlue;
        const std::uint32_t green = ((a >> 8 & 0xff) * rest + (b >> 8 & 0xff) * weight) & kGreen;
        into[i] = red_blue | green;
    }
}

}  // namespace kiosk
