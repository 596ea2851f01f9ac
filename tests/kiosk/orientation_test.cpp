#include "kiosk/platform/orientation.h"

#include <doctest/doctest.h>

#include "kiosk/platform/png.h"
#include "kiosk/platform/pointer.h"

namespace {

using kiosk::Picture;
using kiosk::Pixel;
using kiosk::PixelSize;
using kiosk::Pointer;

constexpr int kTurns[] = {0, 90, 180, 270};

/// Every pixel another colour.
Picture numbered(PixelSize size) {
    Picture picture{size.width, size.height, {}};
    for (int i = 0; i < size.width * size.height; ++i)
        picture.pixels.push_back(static_cast<std::uint32_t>(i));
    return picture;
}

std::uint32_t at(const Picture& picture, Pixel p) {
    return picture.pixels[static_cast<std::size_t>(p.y * picture.width + p.x)];
}

}  // namespace

TEST_CASE("orientation: touch and picture turn together, pixel by pixel") {
    for (const PixelSize size : {PixelSize{7, 4}, PixelSize{3, 5}, PixelSize{1, 1}, PixelSize{40, 33}})
        for (const int degrees : kTurns) {
            CAPTURE(degrees);
            const Picture upright = numbered(size);
            Picture panel;
            kiosk::rotate(upright, degrees, panel);
            CHECK(PixelSize{panel.width, panel.height} == kiosk::turned_size(size, degrees));
            bool all_equal = true;
            for (int y = 0; y < size.height; ++y)
                for (int x = 0; x < size.width; ++x)
                    all_equal &= at(upright, {x, y}) == at(panel, kiosk::to_panel({x, y}, size, degrees));
            CHECK(all_equal);
        }
}

TEST_CASE("orientation: the two directions are each other's inverse, outside the picture as well") {
    const PixelSize size{7, 4};
    for (const int degrees : kTurns)
        for (int y = -3; y < 12; ++y)
            for (int x = -3; x < 12; ++x) {
                CHECK(kiosk::to_upright(kiosk::to_panel({x, y}, size, degrees), size, degrees) ==
                      Pixel{x, y});
                CHECK(kiosk::to_panel(kiosk::to_upright({x, y}, size, degrees), size, degrees) ==
                      Pixel{x, y});
            }
}

TEST_CASE("pointer: only the first finger counts, until it is lifted") {
    Pointer pointer;
    CHECK(pointer.press(1, 0));
    CHECK_FALSE(pointer.press(2, 10));
    CHECK_FALSE(pointer.press(Pointer::kMouse, 10));
    CHECK_FALSE(pointer.release(2, 20));
    CHECK(pointer.release(1, 30));
    CHECK_FALSE(pointer.release(1, 40));
    CHECK(pointer.press(2, 50));
}

TEST_CASE("pointer: the mouse click that X makes of a touch is not a second one") {
    Pointer pointer;
    CHECK(pointer.press(1, 1000));
    CHECK(pointer.release(1, 1100));
    CHECK_FALSE(pointer.press(Pointer::kMouse, 1101));
    CHECK_FALSE(pointer.release(Pointer::kMouse, 1102));
    CHECK(pointer.press(Pointer::kMouse, 1101 + Pointer::kEchoMs));
}

TEST_CASE("pointer: a finger that is never lifted gives way after ten seconds") {
    kiosk::Pointer pointer;
    CHECK(pointer.press(1, 100));
    CHECK(!pointer.press(2, 10'099));
    CHECK(pointer.press(2, 10'100));
    CHECK(!pointer.release(1, 10'200));
    CHECK(!pointer.press(1, 10'300));
    CHECK(pointer.release(2, 10'400));
    CHECK(pointer.press(1, 10'500));
}

TEST_CASE("pointer: a press that the window lost is let go once") {
    Pointer pointer;
    CHECK_FALSE(pointer.drop());
    CHECK(pointer.press(1, 0));
    CHECK(pointer.drop());
    CHECK_FALSE(pointer.release(1, 10));
}
