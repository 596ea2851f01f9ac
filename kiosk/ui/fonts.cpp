#include "kiosk/ui/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <array>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace kiosk {
namespace {

constexpr int kPageSide = 1024;    // [px]
constexpr int kMostPages = 12;     // 12 MiB; a page of the display uses one or two
constexpr int kSubpixelSteps = 4;  // Latin letters stand on quarter pixels, so that small text is set evenly

bool is_ideograph(char32_t c) { return c >= 0x2E80; }

struct FreeLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FreeFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};

struct ImageKey {
    std::uint64_t bits;
    ImageKey(Face face, char32_t c, int em_px, int step)
        : bits(static_cast<std::uint64_t>(c) | static_cast<std::uint64_t>(em_px) << 24 |
               static_cast<std::uint64_t>(step) << 44 | static_cast<std::uint64_t>(face) << 50) {}
};

/// Puts rectangles on shelves, left to right and top to bottom.
class Shelves {
public:
    bool place(int w, int h, int side, int& x, int& y) {
        if (w > side || h > side) return false;
        if (x_ + w > side) {
            y_ += height_;
            x_ = height_ = 0;
        }
        if (y_ + h > side) return false;
        x = x_;
        y = y_;
        x_ += w;
        height_ = std::max(height_, h);
        return true;
    }

private:
    int x_ = 0, y_ = 0, height_ = 0;
};

}  // namespace

struct Fonts::Impl {
    std::unique_ptr<FT_LibraryRec_, FreeLibrary> library;
    std::array<std::unique_ptr<FT_FaceRec_, FreeFace>, kFaceCount> faces;
    std::array<int, kFaceCount> loaded_em{};
    std::array<std::unordered_map<char32_t, GlyphShape>, kFaceCount> shapes;
    std::unordered_map<std::uint64_t, GlyphImage> images;
    std::vector<std::unique_ptr<AtlasPage>> pages;
    Shelves shelves;

    FT_Face face(Face f) { return faces[static_cast<std::size_t>(f)].get(); }

    GlyphShape measure(Face f, char32_t c) {
        FT_Face ft = face(f);
        const FT_UInt index = FT_Get_Char_Index(ft, c);
        if (FT_Load_Glyph(ft, index, FT_LOAD_NO_SCALE) != 0) return {.missing = true};
        const auto& m = ft->glyph->metrics;
        const float em = static_cast<float>(ft->units_per_EM);
        const auto units = [em](FT_Pos v) { return static_cast<float>(v) / em; };
        return {units(m.horiAdvance),
                units(m.horiBearingX),
                units(m.horiBearingX + m.width),
                units(m.horiBearingY - m.height),
                units(m.horiBearingY),
                index == 0};
    }

    void set_size(Face f, int em_px) {
        int& current = loaded_em[static_cast<std::size_t>(f)];
        if (current != em_px) FT_Set_Pixel_Sizes(face(f), 0, static_cast<FT_UInt>(em_px));
        current = em_px;
    }

    GlyphImage store(const FT_Bitmap& bitmap, int left, int top) {
        const int w = static_cast<int>(bitmap.width), h = static_cast<int>(bitmap.rows);
        if (w == 0 || h == 0) return {};
        int side = kPageSide;
        while (side < w + 1 || side < h + 1) side *= 2;
        int x = 0, y = 0;
        const bool fits = !pages.empty() && pages.back()->side >= side &&
                          shelves.place(w + 1, h + 1, pages.back()->side, x, y);
        if (!fits) {
            pages.push_back(std::make_unique<AtlasPage>());
            pages.back()->side = side;
            pages.back()->pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
            shelves = {};
            shelves.place(w + 1, h + 1, side, x, y);
        }
        AtlasPage& page = *pages.back();
        for (int row = 0; row < h; ++row)
            std::memcpy(&page.pixels[static_cast<std::size_t>((y + row) * page.side + x)],
                        bitmap.buffer + row * bitmap.pitch, static_cast<std::size_t>(w));
        const float scale = 1.0f / static_cast<float>(page.side);
        return {static_cast<int>(pages.size()) - 1,
                static_cast<float>(x) * scale,
                static_cast<float>(y) * scale,
                static_cast<float>(x + w) * scale,
                static_cast<float>(y + h) * scale,
                Rect{static_cast<float>(left), static_cast<float>(-top), static_cast<float>(w),
                     static_cast<float>(h)}};
    }

    GlyphImage rasterise(Face f, char32_t c, int em_px, int step) {
        set_size(f, em_px);
        FT_Face ft = face(f);
        if (FT_Load_Glyph(ft, FT_Get_Char_Index(ft, c), FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
            return {};
        if (step > 0) FT_Outline_Translate(&ft->glyph->outline, step * 64 / kSubpixelSteps, 0);
        if (FT_Render_Glyph(ft->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
        return store(ft->glyph->bitmap, ft->glyph->bitmap_left, ft->glyph->bitmap_top);
    }
};

Fonts::Fonts(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

base::Result<Fonts> Fonts::open(std::string_view regular, std::string_view bold, std::string_view serif) {
    auto impl = std::make_unique<Impl>();
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return base::fail(base::Errc::io, "FreeType does not start");
    impl->library.reset(library);
    const std::array files{regular, bold, serif};
    for (std::size_t i = 0; i < files.size(); ++i) {
        FT_Face face = nullptr;
        const auto* bytes = reinterpret_cast<const FT_Byte*>(files[i].data());
        if (FT_New_Memory_Face(library, bytes, static_cast<FT_Long>(files[i].size()), 0, &face) != 0)
            return base::fail(base::Errc::corrupt,
                              fmt::format("font {} of {} cannot be read", i + 1, files.size()));
        impl->faces[i].reset(face);
    }
    return Fonts{std::move(impl)};
}

const GlyphShape& Fonts::shape(Face face, char32_t character) {
    auto& known = impl_->shapes[static_cast<std::size_t>(face)];
    const auto found = known.find(character);
    if (found != known.end()) return found->second;
    return known.emplace(character, impl_->measure(face, character)).first->second;
}

const GlyphImage& Fonts::image(Face face, char32_t character, int em_px, float x_fraction) {
    const int step =
        is_ideograph(character) ? 0 : static_cast<int>(x_fraction * kSubpixelSteps) % kSubpixelSteps;
    const ImageKey key{face, character, em_px, step};
    const auto found = impl_->images.find(key.bits);
    if (found != impl_->images.end()) return found->second;
    return impl_->images.emplace(key.bits, impl_->rasterise(face, character, em_px, step)).first->second;
}

int Fonts::page_count() const { return static_cast<int>(impl_->pages.size()); }
const AtlasPage& Fonts::page(int index) const { return *impl_->pages[static_cast<std::size_t>(index)]; }

bool Fonts::trim_atlas() {
    if (page_count() <= kMostPages) return false;
    impl_->images.clear();
    impl_->pages.clear();
    impl_->shelves = {};
    return true;
}

}  // namespace kiosk
