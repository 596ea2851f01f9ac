#include "kiosk/platform/fade.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

TEST_CASE("fade: it starts and ends exactly, and never leaves the two colours") {
    constexpr int kWidth = 71;  // runs that are equal, that differ, and a rest
    kiosk::Picture from{kWidth, 1, std::vector<std::uint32_t>(kWidth, 0x336699)}, to = from, mixed = from;
    from.pixels[3] = mixed.pixels[3] = 0xff0080, to.pixels[3] = 0x0080ff;
    from.pixels[70] = mixed.pixels[70] = 0x000000, to.pixels[70] = 0xffffff;
    const kiosk::Picture before = from;
    kiosk::Fade fade;
    fade.add(kiosk::Pixels(from), kiosk::Pixels(to));
    from.pixels.clear();  // no longer needed
    for (unsigned share = 0; share <= kiosk::kFadeEnd; ++share) {
        fade.draw(kiosk::Pixels(mixed), share);
        if (share == 0) CHECK(mixed.pixels == before.pixels);
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

TEST_CASE("fade: of two random pages, added strip by strip, the bands hold all that changes") {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const int width = 1 + static_cast<int>(random() % 150), height = 1 + static_cast<int>(random() % 200);
        kiosk::Picture from{width, height, {}};
        from.pixels.resize(static_cast<std::size_t>(width * height));
        for (auto& pixel : from.pixels) pixel = static_cast<std::uint32_t>(random() & 0xffffff);
        kiosk::Picture to = from, shown = from;
        for (auto i = random() % 8; i > 0; --i)
            to.pixels[random() % to.pixels.size()] ^= static_cast<std::uint32_t>(random() & 0xff);
        kiosk::Fade fade;
        for (int top = 0; top < height; top += 64) {
            const kiosk::Box strip{0, top, width, std::min(top + 64, height)};
            fade.add({kiosk::Pixels(from).at(0, top), strip, width},
                     {kiosk::Pixels(to).at(0, top), strip, width});
        }
        for (const unsigned share : {40u, 200u, kiosk::kFadeEnd}) {
            fade.draw(kiosk::Pixels(shown), share);
            std::vector<std::uint32_t> wanted(from.pixels.size());
            kiosk::scalar::mix_span(from.pixels.data(), to.pixels.data(), share, wanted.data(),
                                    wanted.size());
            REQUIRE(shown.pixels == wanted);
        }
        CHECK(fade.bands().empty() == (from.pixels == to.pixels));
        for (const kiosk::Box& band : fade.bands())
            for (int y = band.top; y < band.bottom; ++y)
                for (int x = band.left; x < band.right; ++x)
                    *kiosk::Pixels(to).at(x, y) = *kiosk::Pixels(from).at(x, y);
        CHECK(to.pixels == from.pixels);
    }
}
