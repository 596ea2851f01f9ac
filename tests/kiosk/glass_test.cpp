#include "kiosk/app/glass.h"

#include <doctest/doctest.h>

#include "kiosk/app/library.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/software_renderer.h"

// What is drawn in part leaves the same picture as what is drawn as a whole.

using namespace std::chrono_literals;
using Change = kiosk::Session::Change;

namespace {

/// A display in memory that takes up one page after another, without a fade where it cuts.
struct Hall {
    kiosk::MemoryOutput output{{1920, 1080}};
    kiosk::Compositor compositor{output};
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::SessionSettings settings{.panel = {.width_px = 1920, .height_px = 1080},
                                    .started_at = *base::parse_instant("2024-07-15"),
                                    .time_given = true};
    kiosk::Session session{library, catalog, settings};
    kiosk::Glass glass;
    kiosk::Session::Time now{0};

    explicit Hall(bool cuts = true)
        : glass(compositor, library.fonts, kiosk::make_software_renderer(), cuts, {}, nullptr) {
        show(0s);
    }
    /// After that much time.
    Change show(kiosk::Session::Time later) {
        now += later;
        const Change change = session.update(now);
        if (change == Change::moving) glass.move_on(session);
        if (change == Change::content) glass.repaint(session);
        if (change == Change::page) glass.turn(session, now);
        return change;
    }
    /// What it would be if nothing had been on the glass before.
    std::vector<std::uint32_t> drawn_as_a_whole() {
        glass.redraw(session);
        return output.picture().pixels;
    }
};

}  // namespace

TEST_CASE("glass: the dwell passes without the page being built, and looks as if it were drawn anew") {
    Hall hall;
    while (hall.session.address().scene != kiosk::SceneKind::rotation) hall.show(10s);
    const auto first = hall.output.picture().pixels;
    const auto builds = hall.session.builds();
    const auto page = hall.session.address();
    int steps = 0;
    while (hall.show(hall.session.next_due() - hall.now) != Change::page) {
        ++steps;
        CHECK(hall.output.picture().pixels != first);
        const auto moved = hall.output.picture().pixels;
        CHECK(moved == hall.drawn_as_a_whole());
    }
    CHECK(steps == kiosk::Rotation::kSteps - 1);
    CHECK(hall.session.address() != page);
    CHECK(hall.session.builds() == builds + 1);
}

TEST_CASE("glass: after the dwell has moved, the next page and a wandering picture leave nothing of it") {
    Hall hall;
    while (hall.session.address().scene != kiosk::SceneKind::rotation) hall.show(10s);
    for (int i = 0; i < 12; ++i) {
        hall.show(hall.session.next_due() - hall.now);
        const auto shown = hall.output.picture().pixels;
        CHECK(shown == hall.drawn_as_a_whole());
        hall.show(0s);
    }
    REQUIRE(hall.show(2s) == Change::moving);
    hall.glass.move_to({3, 2}, hall.session);
    const auto wandered = hall.output.picture().pixels;
    CHECK(wandered == hall.drawn_as_a_whole());
}

TEST_CASE("glass: what a finger lies on is marked while it lies there") {
    Hall hall;
    hall.session.touch_down({960, 540}, hall.now);  // wakes, and nothing else
    hall.show(0s);
    CHECK_FALSE(hall.session.overlay().pressed);
    hall.session.touch_up({960, 540}, hall.now);
    CHECK(hall.show(0s) == Change::page);
    const auto before = hall.output.picture().pixels;
    const kiosk::TouchArea area = hall.session.page().touch.front();
    hall.now += kiosk::kDoubleTap;
    hall.session.shown(hall.now - kiosk::kDoubleTap);
    const auto builds = hall.session.builds();
    hall.session.touch_down(area.rect.center(), hall.now);
    CHECK(hall.show(0s) == Change::content);
    CHECK(hall.session.overlay().pressed == area.rect);
    CHECK(hall.session.builds() == builds);
    CHECK(hall.output.picture().pixels != before);
    SUBCASE("a finger that was taken away leaves the page as it was") {
        hall.session.touch_lost();
        CHECK(hall.show(0s) == Change::content);
        CHECK(hall.output.picture().pixels == before);
    }
    SUBCASE("it goes with the page") {
        hall.session.touch_up(area.rect.center(), hall.now);
        CHECK(hall.show(0s) == Change::page);
        CHECK_FALSE(hall.session.overlay().pressed);
        const auto shown = hall.output.picture().pixels;
        CHECK(shown == hall.drawn_as_a_whole());
    }
}

TEST_CASE("glass: pages fade at 60 frames a second for whoever has touched, at 30 where nobody has") {
    using base::BootClock;
    Hall hall{false};
    const auto before = BootClock::now();
    REQUIRE(hall.show(1min) == Change::page);
    REQUIRE(hall.glass.is_fading());
    hall.glass.act();
    CHECK(hall.glass.next_due() >= before + 33ms);
    hall.session.touch_down({960, 540}, hall.now);
    hall.session.touch_up({960, 540}, hall.now);
    REQUIRE(hall.show(0s) == Change::page);
    hall.glass.act();
    CHECK(hall.glass.next_due() <= BootClock::now() + 16ms);
}
