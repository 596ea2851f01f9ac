#include <algorithm>
#include <cmath>

#include "kiosk/platform/raster.h"
#include "kiosk/platform/span.h"

namespace kiosk {
namespace {

/// The first pixel whose centre is not before `edge`, kept within `low` and `high`.
int first_pixel(float edge, int low, int high) {
    const float pixel = std::ceil(edge - 0.5f);
    if (pixel <= static_cast<float>(low)) return low;
    return pixel >= static_cast<float>(high) ? high : static_cast<int>(pixel);
}

/// Texel coordinates along one axis as a linear function of the pixel's index.
struct Along {
    float first, step;
    Along(float from, float to, float texel_from, float texel_to)
        : first(0), step((texel_to - texel_from) / (to - from)) {
        first = texel_from + (0.5f - from) * step;
    }
    [[nodiscard]] float at(int pixel) const { return first + static_cast<float>(pixel) * step; }
};

}  // namespace

Box intersect(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

Box pixels_of(const Area& area, const Box& clip) {
    return {first_pixel(area.left, clip.left, clip.right), first_pixel(area.top, clip.top, clip.bottom),
            first_pixel(area.right, clip.left, clip.right), first_pixel(area.bottom, clip.top, clip.bottom)};
}

void fill_box(const Pixels& target, const Box& box, Colour colour) {
    if (box.empty() || colour.alpha == 0) return;
    for (int y = box.top; y < box.bottom; ++y)
        fill_span(target.at(box.left, y), static_cast<std::size_t>(box.width()), colour);
}

void blit(const Pixels& target, const Box& clip, const AlphaImage& image, const Blit& where, Colour colour) {
    const Box box =
        intersect(clip, {where.left, where.top, where.left + where.width, where.top + where.height});
    if (box.empty() || colour.alpha == 0) return;
    for (int y = box.top; y < box.bottom; ++y) {
        const auto texel_row =
            static_cast<std::size_t>(where.y + y - where.top) * static_cast<std::size_t>(image.width);
        const std::uint8_t* const texels = image.pixels + texel_row + (where.x + box.left - where.left);
        ink_span(target.at(box.left, y), texels, static_cast<std::size_t>(box.width()), colour);
    }
}

std::uint32_t sample(const AlphaImage& image, float x, float y) {
    // Texel centres lie at halves; 8 bits of fraction are what 8 bits of coverage can show.
    const auto fixed = [](float at, int size) {
        if (!(at > 0.5f)) return 0;  // before the first centre, or no number
        return static_cast<int>(std::min(at - 0.5f, static_cast<float>(size - 1)) * 256.0f);
    };
    const int fx = fixed(x, image.width), fy = fixed(y, image.height);
    const int left = fx >> 8, top = fy >> 8;
    const int right = std::min(left + 1, image.width - 1), bottom = std::min(top + 1, image.height - 1);
    const std::uint8_t* const upper =
        image.pixels + static_cast<std::size_t>(top) * static_cast<std::size_t>(image.width);
    const std::uint8_t* const lower =
        image.pixels + static_cast<std::size_t>(bottom) * static_cast<std::size_t>(image.width);
    const int across = fx & 255, down = fy & 255;
    const int above = upper[left] * (256 - across) + upper[right] * across;
    const int below = lower[left] * (256 - across) + lower[right] * across;
    return static_cast<std::uint32_t>((above * (256 - down) + below * down + (1 << 15)) >> 16);
}

void stretch(const Pixels& target, const Box& clip, const AlphaImage& image, const Area& area,
             const Area& texels, Colour colour) {
    const Box box = pixels_of(area, clip);
    if (box.empty() || colour.alpha == 0) return;
    const Along across(area.left, area.right, texels.left, texels.right);
    const std::uint32_t gain = ink_gain(colour.rgb);
    const Along down(area.top, area.bottom, texels.top, texels.bottom);
    for (int y = box.top; y < box.bottom; ++y) {
        std::uint32_t* pixel = target.at(box.left, y);
        for (int x = box.left; x < box.right; ++x, ++pixel) {
            const std::uint32_t coverage = weighted(sample(image, across.at(x), down.at(y)), gain);
            *pixel = blend(*pixel, {colour.rgb, scale_byte(coverage, colour.alpha)});
        }
    }
}

}  // namespace kiosk
