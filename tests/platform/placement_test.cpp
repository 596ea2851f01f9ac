#include "kiosk/platform/placement.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

using kiosk::Box;
using kiosk::Picture;
using kiosk::Pixel;
using kiosk::Pixels;
using kiosk::Placement;

namespace {

std::uint32_t colour_at(Pixel upright) { return static_cast<std::uint32_t>(upright.y << 12 | upright.x); }

Picture blank(kiosk::PixelSize size) {
    return {size.width, size.height,
            std::vector<std::uint32_t>(static_cast<std::size_t>(size.width * size.height), 0xffffff)};
}

/// Draws that part of the panel, as every pixel of it says which upright one it is.
void draw(const Placement& placement, const Box& box, Picture& panel) {
    const Box part = placement.upright(box);
    for (int y = part.top; y < part.bottom; ++y)
        for (int x = part.left; x < part.right; ++x) {
            const Box at = placement.on_panel({x, y, x + 1, y + 1});
            REQUIRE(!at.empty());
            *Pixels(panel).at(at.left, at.top) = colour_at({x, y});
        }
}

Picture drawn_anew(const Placement& placement) {
    Picture panel = blank(placement.panel);
    draw(placement, placement.covered(), panel);
    kiosk::extend_edges(Pixels(panel), placement.covered());
    return panel;
}

Placement any_placement(std::mt19937& random) {
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    return {{12 + below(30), 12 + below(30)}, 90 * below(4), {below(9) - 4, below(7) - 3}};
}

}  // namespace

TEST_CASE("placement: a touch means the pixel that is shown there, and beside the picture the nearest") {
    std::mt19937 random(1);
    for (int round = 0; round < 100; ++round) {
        const Placement placement = any_placement(random);
        Picture panel = drawn_anew(placement);
        for (int y = 0; y < panel.height; ++y)
            for (int x = 0; x < panel.width; ++x)
                REQUIRE(*Pixels(panel).at(x, y) == colour_at(placement.upright(Pixel{x, y})));
    }
}

TEST_CASE("placement: parts go to the panel and back, but for what has left it") {
    std::mt19937 random(2);
    for (int round = 0; round < 500; ++round) {
        const Placement placement = any_placement(random);
        const auto size = kiosk::turned_size(placement.panel, placement.rotation_deg);
        const int x = static_cast<int>(random() % static_cast<unsigned>(size.width)),
                  y = static_cast<int>(random() % static_cast<unsigned>(size.height));
        const Box part{x, y, size.width, size.height}, box = placement.on_panel(part);
        if (box.empty()) continue;
        const Box covered = placement.covered(), shown = placement.upright(box);
        CHECK(box.left >= covered.left);
        CHECK(box.bottom <= covered.bottom);
        CHECK(placement.on_panel(shown) == box);
        CHECK(shown.left >= part.left);
        CHECK(shown.top >= part.top);
    }
    const Placement gone{{100, 100}, 0, {4, 0}};
    CHECK(gone.on_panel({97, 0, 100, 100}).empty());
}

TEST_CASE("orbit: moving what is there and drawing what comes in gives the picture drawn anew") {
    for (const int rotation : {0, 90, 180, 270}) {
        Placement placement{{40, 30}, rotation, {}};
        Picture panel = drawn_anew(placement);
        std::mt19937 random(3);
        for (int minute = 1; minute < 100; minute += minute < 60 ? 1 : 1 + static_cast<int>(random() % 9)) {
            const Box before = placement.covered();
            const Pixel to = kiosk::orbit_at(minute),
                        by{to.x - placement.offset.x, to.y - placement.offset.y};
            kiosk::move_pixels(Pixels(panel), by);
            placement.offset = to;
            const Box moved{before.left + by.x, before.top + by.y, before.right + by.x, before.bottom + by.y};
            for (const Box& box : kiosk::around(placement.covered(), moved)) draw(placement, box, panel);
            kiosk::extend_edges(Pixels(panel), placement.covered());
            REQUIRE(panel.pixels == drawn_anew(placement).pixels);
        }
    }
}

TEST_CASE("orbit: it begins in the middle, goes a pixel a minute, and stays near") {
    CHECK(kiosk::orbit_at(0) == Pixel{0, 0});
    CHECK(kiosk::orbit_at(1) == Pixel{1, 1});
    bool is_far[4] = {};
    for (std::int64_t minute = -100; minute < 100; ++minute) {
        const Pixel at = kiosk::orbit_at(minute), next = kiosk::orbit_at(minute + 1);
        CHECK(std::abs(next.x - at.x) == 1);
        CHECK(std::abs(next.y - at.y) == 1);
        CHECK(std::abs(at.x) <= 4);
        CHECK(std::abs(at.y) <= 3);
        CHECK(kiosk::orbit_at(minute + 48) == at);
        is_far[0] = is_far[0] || at.x == -4, is_far[1] = is_far[1] || at.x == 4;
        is_far[2] = is_far[2] || at.y == -3, is_far[3] = is_far[3] || at.y == 3;
    }
    for (const bool reached : is_far) CHECK(reached);
}
