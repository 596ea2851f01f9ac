#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace kiosk {

enum class Face { regular, bold, serif };  // sans is the screen speaking, serif the document
constexpr int kFaceCount = 3;

/// Extents of a glyph for an em of 1, y upwards from the baseline.
struct GlyphShape {
    float advance = 0;
    float left = 0, right = 0, bottom = 0, top = 0;  // ink; all zero for a space
    std::uint32_t missing = 0;                       // 1: the face has no such character
};

/// Names one image of a glyph: Latin letters stand on quarters of a pixel, so that small text is set evenly,
/// and hanzi on whole ones.
class GlyphId {
public:
    static constexpr int kSteps = 4;  // of a pixel
    /// `x_fraction` is the part of a pixel by which the pen stands right of a whole one, 0 to 1.
    GlyphId(Face face, char32_t character, int em_px, float x_fraction)
        : bits_(std::uint64_t{character} | static_cast<std::uint64_t>(em_px) << 24 |
                static_cast<std::uint64_t>(step_for(character, x_fraction)) << 44 |
                static_cast<std::uint64_t>(face) << 50) {}

    [[nodiscard]] std::uint64_t bits() const { return bits_; }
    [[nodiscard]] Face face() const { return static_cast<Face>(bits_ >> 50); }
    [[nodiscard]] char32_t character() const { return bits_ & 0xffffff; }
    [[nodiscard]] int em_px() const { return static_cast<int>(bits_ >> 24 & 0xfffff); }
    [[nodiscard]] int step() const { return static_cast<int>(bits_ >> 44 & 0x3f); }
    friend auto operator<=>(const GlyphId&, const GlyphId&) = default;

private:
    static int step_for(char32_t character, float x_fraction) {
        constexpr char32_t kFirstIdeograph = 0x2E80;
        return character >= kFirstIdeograph ? 0 : static_cast<int>(x_fraction * kSteps) % kSteps;
    }
    std::uint64_t bits_;
};

/// Coverage (0 to 255) of `width * height` pixels. `left` and `top` lead from the pen on the baseline to its
/// top left corner, `top` upwards [px].
struct GlyphBitmap {
    int width = 0, height = 0, left = 0, top = 0;
    std::string coverage;
};

}  // namespace kiosk
