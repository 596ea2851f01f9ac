#include "kiosk/ui/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <unordered_map>

#include "base/deflate.h"

namespace kiosk {
namespace {

constexpr std::size_t kDirectoryBytes = 256;  // a font's header and list of tables
constexpr int kPageSide = 1024;               // [px]

struct FreeLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FreeFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
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
    std::array<std::string_view, kFaceCount> sources;
    std::array<std::unique_ptr<FT_FaceRec_, FreeFace>, kFaceCount> faces;  // those that were needed
    std::optional<GlyphFile> file;
    std::array<int, kFaceCount> loaded_em{};
    std::array<std::unordered_map<char32_t, GlyphShape>, kFaceCount> shapes;
    std::unordered_map<std::uint64_t, GlyphImage> images;
    std::vector<std::unique_ptr<AtlasPage>> pages;
    Shelves shelves;
    bool is_fresh = false;     // emptied, and no frame was drawn since
    int pages_of_a_frame = 0;  // the first one after that

    /// Null for a font that cannot be read.
    FT_Face face(Face f) {
        auto& opened = faces[static_cast<std::size_t>(f)];
        const std::string_view source = sources[static_cast<std::size_t>(f)];
        FT_Face ft = nullptr;
        if (opened == nullptr &&
            FT_New_Memory_Face(library.get(), reinterpret_cast<const FT_Byte*>(source.data()),
                               static_cast<FT_Long>(source.size()), 0, &ft) == 0)
            opened.reset(ft);
        return opened.get();
    }

    GlyphShape measure(Face f, char32_t c) {
        FT_Face ft = face(f);
        if (ft == nullptr) return {.missing = 1};
        const FT_UInt index = FT_Get_Char_Index(ft, c);
        if (FT_Load_Glyph(ft, index, FT_LOAD_NO_SCALE) != 0) return {.missing = 1};
        const auto& m = ft->glyph->metrics;
        const float em = static_cast<float>(ft->units_per_EM);
        const auto units = [em](FT_Pos v) { return static_cast<float>(v) / em; };
        return {units(m.horiAdvance),
                units(m.horiBearingX),
                units(m.horiBearingX + m.width),
                units(m.horiBearingY - m.height),
                units(m.horiBearingY),
                index == 0 ? 1u : 0u};
    }

    GlyphImage store(const GlyphBitmap& bitmap) {
        const int w = bitmap.width, h = bitmap.height;
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
                        &bitmap.coverage[static_cast<std::size_t>(row * w)], static_cast<std::size_t>(w));
        const float scale = 1.0f / static_cast<float>(page.side);
        return {static_cast<int>(pages.size()) - 1,
                static_cast<float>(x) * scale,
                static_cast<float>(y) * scale,
                static_cast<float>(x + w) * scale,
                static_cast<float>(y + h) * scale,
                Rect{static_cast<float>(bitmap.left), static_cast<float>(-bitmap.top), static_cast<float>(w),
                     static_cast<float>(h)}};
    }

    GlyphBitmap rasterise(const GlyphId& id) {
        FT_Face ft = face(id.face());
        if (ft == nullptr) return {};
        int& em_px = loaded_em[static_cast<std::size_t>(id.face())];
        if (em_px != id.em_px()) FT_Set_Pixel_Sizes(ft, 0, static_cast<FT_UInt>(id.em_px()));
        em_px = id.em_px();
        if (FT_Load_Glyph(ft, FT_Get_Char_Index(ft, id.character()),
                          FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
            return {};
        if (id.step() > 0) FT_Outline_Translate(&ft->glyph->outline, id.step() * 64 / GlyphId::kSteps, 0);
        if (FT_Render_Glyph(ft->glyph, FT_RENDER_MODE_NORMAL) != 0) return {};
        const FT_Bitmap& rendered = ft->glyph->bitmap;
        GlyphBitmap bitmap{static_cast<int>(rendered.width),
                           static_cast<int>(rendered.rows),
                           ft->glyph->bitmap_left,
                           ft->glyph->bitmap_top,
                           {}};
        for (int row = 0; row < bitmap.height; ++row)
            bitmap.coverage.append(reinterpret_cast<const char*>(rendered.buffer + row * rendered.pitch),
                                   rendered.width);
        return bitmap;
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
    impl->sources = {regular, bold, serif};
    for (const std::string_view font : impl->sources)
        if (font.size() < kDirectoryBytes) return base::fail(base::Errc::corrupt, "a font is cut short");
    return Fonts{std::move(impl)};
}

const GlyphShape& Fonts::shape(Face face, char32_t character) {
    auto& known = impl_->shapes[static_cast<std::size_t>(face)];
    const auto found = known.find(character);
    if (found != known.end()) return found->second;
    const GlyphShape* kept = impl_->file ? impl_->file->find_shape(face, character) : nullptr;
    return known.emplace(character, kept != nullptr ? *kept : impl_->measure(face, character)).first->second;
}

const GlyphImage& Fonts::image(const GlyphId& id) {
    const auto found = impl_->images.find(id.bits());
    if (found != impl_->images.end()) return found->second;
    auto kept = impl_->file ? impl_->file->read(id) : std::nullopt;
    return impl_->images.emplace(id.bits(), impl_->store(kept ? *kept : impl_->rasterise(id))).first->second;
}

std::uint32_t Fonts::fingerprint() const {
    FT_Int version[3]{};
    FT_Library_Version(impl_->library.get(), &version[0], &version[1], &version[2]);
    std::uint32_t crc = base::crc32_of({reinterpret_cast<const char*>(version), sizeof version});
    for (const std::string_view font : impl_->sources)  // the directory has a checksum of every table
        crc = base::crc32_of(font.substr(0, kDirectoryBytes), crc);
    return crc;
}

bool Fonts::use(GlyphFile file) {
    if (file.label().fonts != fingerprint()) return false;
    impl_->file = std::move(file);
    for (auto& known : impl_->shapes) known = {};
    for (auto& face : impl_->faces) face.reset();
    impl_->loaded_em = {};
    return true;
}

const GlyphFile* Fonts::file() const { return impl_->file ? &*impl_->file : nullptr; }

GlyphBitmap Fonts::rasterise(const GlyphId& id) { return impl_->rasterise(id); }

void Fonts::for_each_shape(const std::function<void(Face, char32_t, const GlyphShape&)>& visit) const {
    for (int i = 0; i < kFaceCount; ++i)
        for (const auto& [character, shape] : impl_->shapes[static_cast<std::size_t>(i)])
            visit(static_cast<Face>(i), character, shape);
}

int Fonts::page_count() const { return static_cast<int>(impl_->pages.size()); }
const AtlasPage& Fonts::page(int index) const { return *impl_->pages[static_cast<std::size_t>(index)]; }

bool Fonts::trim_atlas(int most_pages) {
    if (std::exchange(impl_->is_fresh, false)) impl_->pages_of_a_frame = page_count();
    if (page_count() <= std::max(most_pages, 2 * impl_->pages_of_a_frame)) return false;
    impl_->images.clear();
    impl_->pages.clear();
    impl_->shelves = {};
    impl_->is_fresh = true;
    return true;
}

}  // namespace kiosk
