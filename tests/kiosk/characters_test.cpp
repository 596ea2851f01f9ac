#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/app/library.h"
#include "kiosk/ui/text.h"

using kiosk::Face;
using kiosk::GlyphId;

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");
constexpr Face kFaces[] = {Face::regular, Face::bold, Face::serif};

kiosk::TextBlock block_of(kiosk::Library& library, const std::string& text, Face face,
                          const words::Language& language = kChinese) {
    return kiosk::set_text(library.fonts, {text, face, 30}, 900, {.language = &language});
}

/// A pixel at least that is more than half covered.
bool has_ink(const kiosk::GlyphBitmap& image) {
    return std::any_of(image.coverage.begin(), image.coverage.end(), [](char c) { return (c & 0x80) != 0; });
}

/// Whether a sixth of an em is added somewhere in `text`.
bool is_spaced(kiosk::Library& library, const std::string& text) {
    return block_of(library, text, Face::regular).width >
           kiosk::text_width(library.fonts, {text, Face::regular, 30}, kChinese) + 1;
}

}  // namespace

TEST_CASE("characters: places, signs and foreign names are drawn in every face") {
    auto library = *kiosk::Library::open();
    for (const Face face : kFaces)
        for (const std::string text :
             {"硚口、埇桥、浉河、瀍河、鄠邑", "𫓧𠙶𬣙𫚭𬭚", "二〇二四，时时处处人人々",
              "€1.5–2.0，£，₽，₹，¥", "CO₂ m² x⁵ H₂SO₄ ½ ⅓ ⅞",
              "Łódź Žižkov São Tomé Ștefan Håkon Dvořák", "→ ≤ ≈ № ㎡ ℃ ‰ ①㉑ Ⅷ"}) {
            CAPTURE(text);
            const auto block = block_of(library, text, face);
            CHECK(block.missing_glyphs == 0);
            CHECK(kiosk::text_of_lines(block, 0, block.line_count()) == text);
        }
}

TEST_CASE("characters: one above U+FFFF, or borrowed from another typeface, has ink of its own") {
    auto library = *kiosk::Library::open();
    for (const Face face : kFaces) {
        for (const int em_px : {16, 40, 200}) {
            const auto image = [&](char32_t c) { return library.fonts.rasterise({face, c, em_px, 0}); };
            for (const char32_t c : {U'𫓧', U'𠙶', U'₂', U'ł'}) {
                CAPTURE(static_cast<std::uint32_t>(c));
                CHECK(image(c).height > em_px / 4);
                CHECK(has_ink(image(c)));
                CHECK(image(c).coverage != image(0x2FFFE).coverage);  // the empty box of no character
            }
            CHECK(image(U'𫓧').coverage != image(U'\uB4E7').coverage);  // as 16 bits would have it
            CHECK(image(U'₂').top < image(U'2').top);
            CHECK(image(U'ł').height >= image(U'x').height);
        }
        CHECK(library.fonts.shape(face, U'𫓧').advance == doctest::Approx(1));
        CHECK(library.fonts.shape(face, U'\uB4E7').missing == 1);
        CHECK(library.fonts.shape(face, 0x20BB7).missing == 1);
    }
}

TEST_CASE("characters: borrowed letters are as tall as the typeface's own") {
    auto library = *kiosk::Library::open();
    for (const Face face : kFaces) {
        CHECK(library.fonts.shape(face, U'Ł').top ==
              doctest::Approx(library.fonts.shape(face, U'H').top).epsilon(0.01));
        CHECK(library.fonts.shape(face, U'ę').top ==
              doctest::Approx(library.fonts.shape(face, U'e').top).epsilon(0.03));
        CHECK(library.fonts.shape(face, U'ł').advance ==
              doctest::Approx(library.fonts.shape(face, U'l').advance).epsilon(0.1));
    }
}

TEST_CASE("characters: English quotation marks are narrow, and come back as they were") {
    auto library = *kiosk::Library::open();
    const std::string text = "the city’s “park” plan";
    const auto narrow = block_of(library, text, Face::regular, kEnglish);
    CHECK(narrow.missing_glyphs == 0);
    CHECK(narrow.width < block_of(library, text, Face::regular, kChinese).width - 30);
    CHECK(kiosk::text_of_lines(narrow, 0, 1) == text);
    const std::string privately = "\uE018\U000F0041";
    CHECK(kiosk::text_of_lines(block_of(library, privately, Face::regular), 0, 1) == privately);
}

TEST_CASE("characters: a Latin word has a little space from hanzi, whatever its letters and figures") {
    auto library = *kiosk::Library::open();
    CHECK(is_spaced(library, "二氧化碳CO₂排放"));
    CHECK(is_spaced(library, "减排CO₂"));
    CHECK(is_spaced(library, "访Łódź市"));
    CHECK_FALSE(is_spaced(library, "千克₂"));
    CHECK_FALSE(is_spaced(library, "每米²"));
    CHECK_FALSE(is_spaced(library, "硚口𫓧桥"));
}
