#include "kiosk/platform/fade.h"

#include <doctest/doctest.h>

#include <random>

namespace {

/// One frame on `target`, band by band.
void draw(const kiosk::Fade& fade, kiosk::Picture& target, unsigned share, bool holds_earlier) {
    const kiosk::Pixels pixels(target);
    for (const kiosk::Box& band : fade.bands()) fade.draw(pixels, band, share, holds_earlier);
}

}  // namespace

TEST_CASE("fade: it starts and ends exactly, and never leaves the two colours") {
    constexpr int kWidth = 71;  // runs that are equal, that differ, and a rest
    kiosk::Picture from{kWidth, 1, std::vector<std::uint32_t>(kWidth, 0x336699)}, to = from, mixed = from;
    from.pixels[3] = mixed.pixels[3] = 0xff0080, to.pixels[3] = 0x0080ff;
    from.pixels[70] = mixed.pixels[70] = 0x000000, to.pixels[70] = 0xffffff;
    const kiosk::Fade fade(from, to);
    for (unsigned share = 0; share <= kiosk::kFadeEnd; ++share) {
        draw(fade, mixed, share, true);
        if (share == 0) CHECK(mixed.pixels == from.pixels);
        CHECK(mixed.pixels[0] == 0x336699);
        CHECK(mixed.pixels[50] == 0x336699);
        CHECK(mixed.pixels[70] == (255 * share / 256) * 0x010101);
        const auto red = mixed.pixels[3] >> 16, green = mixed.pixels[3] >> 8 & 0xff,
                   blue = mixed.pixels[3] & 0xff;
        CHECK(red == 255 * (256 - share) / 256);
        CHECK(green == 0x80 * share / 256);
        CHECK(blue == (0x80 * (256 - share) + 255 * share) / 256);
    }
    CHECK(mixed.pixels == to.pixels);
}

TEST_CASE("fade: of two random pages the bands hold everything that differs, on fresh memory as well") {
    std::mt19937 random(3);
    for (int round = 0; round < 100; ++round) {
        const int width = 1 + static_cast<int>(random() % 150), height = 1 + static_cast<int>(random() % 200);
        kiosk::Picture from{width, height, {}};
        from.pixels.resize(static_cast<std::size_t>(width * height));
        for (auto& pixel : from.pixels) pixel = static_cast<std::uint32_t>(random() & 0xffffff);
        kiosk::Picture to = from;
        for (auto i = random() % 8; i > 0; --i)
            to.pixels[random() % to.pixels.size()] ^= static_cast<std::uint32_t>(random() & 0xff);
        const kiosk::Fade fade(from, to);
        kiosk::Picture kept = from, fresh = from;
        for (const kiosk::Box& band : fade.bands())
            for (int y = band.top; y < band.bottom; ++y)
                for (int x = band.left; x < band.right; ++x)
                    fresh.pixels[static_cast<std::size_t>(y * width + x)] = 0x123456;
        for (const unsigned share : {40u, 200u, kiosk::kFadeEnd}) {
            draw(fade, kept, share, true);
            draw(fade, fresh, share, false);
            REQUIRE(kept.pixels == fresh.pixels);
        }
        REQUIRE(kept.pixels == to.pixels);
        CHECK(fade.bands().empty() == (from.pixels == to.pixels));
    }
}
