#include "kiosk/schedule/rotation.h"

#include <doctest/doctest.h>

#include <set>

#include "kiosk/app/library.h"

using namespace std::chrono_literals;
using kiosk::Rotation;
using kiosk::Slide;

namespace {

Slide slide(const char* id) { return {catalog::TargetId{id}}; }

}  // namespace

TEST_CASE("rotation: each slide holds for the dwell, then the round repeats") {
    // 0s         10s        20s        30s
    // |-overview-|--- a ----|--- b ----|-overview-
    const Rotation rotation{{Slide{}, slide("a"), slide("b")}, 10s};
    CHECK(rotation.at(0ms).index == 0);
    CHECK(rotation.at(9'999ms).index == 0);
    CHECK(rotation.at(10s).index == 1);
    CHECK(rotation.at(29'999ms).index == 2);
    CHECK(rotation.at(30s).index == 0);
    CHECK(rotation.at(30 * 1000h).slide != nullptr);
}

TEST_CASE("rotation: the dwell passes in steps, and the next change is the next of them") {
    const Rotation rotation{{slide("a")}, 10s};
    CHECK(rotation.at(0ms).step == 0);
    CHECK(rotation.at(0ms).next_change == 2s);
    CHECK(rotation.at(1'999ms).next_change == 1ms);
    CHECK(rotation.at(2s).step == 1);
    CHECK(rotation.at(9'999ms).step == Rotation::kSteps - 1);
    CHECK(rotation.at(9'999ms).next_change == 1ms);
}

TEST_CASE("rotation: a dwell that its steps do not divide still has every change ahead") {
    for (const auto dwell : {3'000ms, 3'001ms, 7'777ms, 10'000ms, 600'000ms}) {
        const Rotation rotation{{slide("a"), slide("b"), slide("c")}, dwell};
        std::chrono::milliseconds now{0};
        for (int wakes = 0; wakes < 3 * Rotation::kSteps; ++wakes) {
            const auto moment = rotation.at(now);
            CHECK(moment.index * Rotation::kSteps + static_cast<std::size_t>(moment.step) ==
                  static_cast<std::size_t>(wakes));
            REQUIRE(moment.next_change > 0ms);
            now += moment.next_change;
        }
        CHECK(now == 3 * dwell);
    }
}

TEST_CASE("rotation: no slides is no slide") { CHECK(Rotation{{}, 10s}.at(5s).slide == nullptr); }

TEST_CASE(
    "rotation: the real round begins with the overview and shows no target twice, and no promise twice") {
    const auto catalog = kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    REQUIRE_MESSAGE(catalog, catalog.error().message);
    const auto slides = kiosk::rotation_order(catalog->standing, catalog->topics);
    REQUIRE(slides.size() > 10);
    CHECK_FALSE(slides.front().target);
    std::set<catalog::TargetId> seen;
    for (std::size_t i = 1; i < slides.size(); ++i) {
        REQUIRE(slides[i].target);
        CHECK(seen.insert(*slides[i].target).second);
    }
}
