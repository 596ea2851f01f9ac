#include "kiosk/app/visit.h"

#include <doctest/doctest.h>

using kiosk::Address;
using kiosk::SceneKind;
using kiosk::Visit;
using kiosk::Wish;

namespace {

const std::vector<const words::Language*> kOffered{&words::language("zh-CN"), &words::language("en")};

Visit visit() { return {.language = kOffered.front()}; }

}  // namespace

TEST_CASE("visit: back goes the way that was come, and turning a page does not lengthen it") {
    Visit v = visit();
    const Address topic{.scene = SceneKind::topic, .key = "jobs"},
        target{.scene = SceneKind::target, .key = "a"};
    v.take(kiosk::Go{topic}, kOffered);
    v.take(kiosk::Turn{topic.on_page(2)}, kOffered);
    v.take(kiosk::Go{target}, kOffered);
    v.take(kiosk::Go{target}, kOffered);  // where one is already
    v.take(Wish::back, kOffered);
    CHECK(v.place == topic.on_page(2));
    v.take(Wish::back, kOffered);
    CHECK(v.place.scene == SceneKind::topics);
    v.take(Wish::back, kOffered);
    CHECK(v.place.scene == SceneKind::topics);
}

TEST_CASE("visit: large type has two steps and then the usual one, from the foot and by name") {
    Visit v = visit();
    const kiosk::Profile large{.large_type = true}, larger{.large_type = true, .larger_type = true};
    for (const auto& expected : {large, larger, kiosk::Profile{}}) {
        v.take(Wish::toggle_large_type, kOffered);
        CHECK(v.profile == expected);
    }
    v.take(Wish::larger_type, kOffered);
    CHECK(v.profile == larger);
    v.take(Wish::large_type, kOffered);
    CHECK(v.profile == large);
    v.take(Wish::usual_type, kOffered);
    CHECK(v.profile == kiosk::Profile{});
}

TEST_CASE("visit: addresses are read as they are written") {
    for (const char* id :
         {"find", "find/2", "find/az", "find/az/2", "find/number/147", "find/word/公园", "find/word/公园/2",
          "all", "all/2", "all/section/三(四)", "all/section/2", "all/section/2/3", "about", "about/rules",
          "about/rules/2", "topic/jobs/2", "notice", "settings", "settings/2"}) {
        CAPTURE(id);
        const auto address = kiosk::parse_address(id);
        REQUIRE(address);
        CHECK(address->id() == id);
    }
    CHECK(kiosk::parse_address("all/section/2/3")->page == 3);
    CHECK(kiosk::parse_address("find/az/2")->page == 2);
    CHECK(kiosk::parse_address("find/az/2")->key == "az");
    CHECK_FALSE(kiosk::parse_address("more"));
    CHECK_FALSE(kiosk::parse_address("filter/section"));
}

TEST_CASE("visit: volume and speed go by steps, and never beyond them") {
    Visit v = visit();
    v.take(Wish::read_aloud, kOffered);
    CHECK(v.aloud.is_on);
    for (int i = 0; i < 9; ++i) v.take(Wish::louder, kOffered);
    CHECK(v.aloud.volume == kiosk::Aloud::kSteps);
    v.take(Wish::next_volume, kOffered);
    CHECK(v.aloud.volume == 1);
    v.take(Wish::quieter, kOffered);
    CHECK(v.aloud.volume == 1);
    for (int i = 0; i < kiosk::Aloud::kSteps; ++i) v.take(Wish::next_speed, kOffered);
    CHECK(v.aloud.speed == kiosk::Aloud::kUsualStep);
}
