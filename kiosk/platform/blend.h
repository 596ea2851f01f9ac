#pragma once

#include <cstdint>

namespace kiosk {

/// A colour to paint with: straight, not premultiplied.
struct Colour {
    std::uint32_t rgb = 0;    // 0x00RRGGBB
    std::uint32_t alpha = 0;  // 0 to 255
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// ImGui packs red into the lowest byte and alpha into the highest.
[[nodiscard]] constexpr Colour from_imgui(std::uint32_t packed) {
    return {(packed & 0xff) << 16 | (packed & 0xff00) | (packed >> 16 & 0xff), packed >> 24};
}

/// a * b / 255, rounded, for 0 to 255: exact at both ends.
[[nodiscard]] constexpr std::uint32_t scale_byte(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

/// A colour whose share of the mixture is computed once for many pixels.
/// Red and blue travel together in one word, 16 bits apart; each product and its rounding fit into its 16
/// bits.
class Blend {
public:
    constexpr explicit Blend(Colour colour)
        : red_blue_((colour.rgb & 0xff00ff) * colour.alpha + 0x800080),
          green_((colour.rgb >> 8 & 0xff) * colour.alpha + 0x80),
          keep_(255 - colour.alpha) {}

    /// The pixel `under` after painting; rounded to the nearest, exact for alpha 0 and 255.
    [[nodiscard]] constexpr std::uint32_t over(std::uint32_t under) const {
        std::uint32_t red_blue = (under & 0xff00ff) * keep_ + red_blue_;
        std::uint32_t green = (under >> 8 & 0xff) * keep_ + green_;
        red_blue = (red_blue + (red_blue >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
        green = (green + (green >> 8)) & 0xff00;
        return red_blue | green;
    }

private:
    std::uint32_t red_blue_, green_, keep_;
};

[[nodiscard]] constexpr std::uint32_t blend(std::uint32_t under, Colour colour) {
    return Blend(colour).over(under);
}

/// How much `weighted` adds to the coverage of text in this colour, 0 to 255: nothing for dark text, more the
/// lighter it is. Mixing happens in sRGB, where half a step towards white is a fifth of the light: light text
/// on a dark ground would be thinner than dark text on a light one. See
/// docs/decisions/0012-damage-and-spans.md.
[[nodiscard]] constexpr std::uint32_t ink_gain(std::uint32_t rgb) {
    const std::uint32_t red = rgb >> 16 & 0xff, green = rgb >> 8 & 0xff, blue = rgb & 0xff;
    const std::uint32_t luma = (54 * red + 183 * green + 19 * blue) >> 8;  // Rec. 709
    return luma <= 128 ? 0 : (luma - 128) * 9 / 8;
}

/// A glyph's coverage (0 to 255) as it is inked: exact at both ends and rising.
[[nodiscard]] constexpr std::uint32_t weighted(std::uint32_t coverage, std::uint32_t gain) {
    return coverage + (scale_byte(coverage, 255 - coverage) * gain >> 8);
}

}  // namespace kiosk
