#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kiosk/ui/geometry.h"

namespace kiosk {

enum class Face { regular, bold, serif };  // sans is the screen speaking, serif the document
constexpr int kFaceCount = 3;

/// Extents of a glyph for an em of 1, y upwards from the baseline.
struct GlyphShape {
    float advance = 0;
    float left = 0, right = 0, bottom = 0, top = 0;  // ink; all zero for a space
    bool missing = false;                            // the face has no such character
};

/// A glyph in an atlas page, rasterised for one size.
struct GlyphImage {
    int page = -1;  // -1: no ink
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
    Rect box;  // pixels relative to the pen on the baseline, y downwards
};

/// A page of the glyph atlas: coverage, one byte a pixel. Grows in content, never moves.
struct AtlasPage {
    int side = 0;
    std::vector<std::uint8_t> pixels;
};

/// The three faces, their measures, and an atlas of just the glyphs that were drawn, at the sizes they were
/// drawn. Used by one thread.
class Fonts {
public:
    /// The font files' bytes, in the order of Face; they must outlive the Fonts. Errors: corrupt.
    [[nodiscard]] static base::Result<Fonts> open(std::string_view regular, std::string_view bold,
                                                  std::string_view serif);

    Fonts(Fonts&&) noexcept;
    Fonts& operator=(Fonts&&) noexcept;
    ~Fonts();

    [[nodiscard]] const GlyphShape& shape(Face face, char32_t character);
    /// `x_fraction` is the part of a pixel by which the pen stands right of a whole one, 0 to 1.
    [[nodiscard]] const GlyphImage& image(Face face, char32_t character, int em_px, float x_fraction);

    [[nodiscard]] int page_count() const;
    [[nodiscard]] const AtlasPage& page(int index) const;
    /// Forgets all images when the atlas has outgrown its bounds. Call between frames, never within one.
    /// True when it did: every texture is then void.
    bool trim_atlas();

private:
    struct Impl;
    explicit Fonts(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kiosk
