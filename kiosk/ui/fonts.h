#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/glyph_file.h"

namespace kiosk {

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
/// drawn. A face is opened at the first glyph that no file has. Used by one thread.
class Fonts {
public:
    /// The font files' bytes, in the order of Face; they must outlive the Fonts. Errors: corrupt (not a font
    /// at all), io.
    [[nodiscard]] static base::Result<Fonts> open(std::string_view regular, std::string_view bold,
                                                  std::string_view serif);

    Fonts(Fonts&&) noexcept;
    Fonts& operator=(Fonts&&) noexcept;
    ~Fonts();

    [[nodiscard]] const GlyphShape& shape(Face face, char32_t character);
    [[nodiscard]] const GlyphImage& image(const GlyphId& id);

    /// Of the font files and of what rasterises them: glyphs with the same one are the same.
    [[nodiscard]] std::uint32_t fingerprint() const;
    /// Takes glyphs from a file before rasterising any. False when the file is of other fonts; it is not
    /// used.
    bool use(GlyphFile file);
    /// The one in use, or nullptr.
    [[nodiscard]] const GlyphFile* file() const;
    /// From the face itself, and not kept in the atlas.
    [[nodiscard]] GlyphBitmap rasterise(const GlyphId& id);
    void for_each_shape(const std::function<void(Face, char32_t, const GlyphShape&)>& visit) const;

    [[nodiscard]] int page_count() const;
    [[nodiscard]] const AtlasPage& page(int index) const;
    /// Forgets all images when the atlas has more than `most_pages`, and twice what one frame alone needed.
    /// Call between frames, never within one. True when it did: every texture is then void.
    bool trim_atlas(int most_pages);

private:
    struct Impl;
    explicit Fonts(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kiosk
