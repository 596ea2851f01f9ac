#include "kiosk/schedule/idle.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kiosk::idle_at;
using kiosk::IdleLimits;
using kiosk::Presence;

TEST_CASE("idle: 60 s here, 20 s asked, then gone") {
    // 0          60      80 s
    // |-- here --|-asked-|-- gone
    struct Case {
        std::chrono::milliseconds idle;
        Presence presence;
        int seconds_left;
        std::chrono::milliseconds next_change;
    };
    const Case cases[] = {
        {0ms, Presence::here, 0, 60s},       {59'999ms, Presence::here, 0, 1ms},
        {60s, Presence::asked, 20, 1s},      {60'001ms, Presence::asked, 20, 999ms},
        {61s, Presence::asked, 19, 1s},      {79'001ms, Presence::asked, 1, 999ms},
        {79'999ms, Presence::asked, 1, 1ms}, {80s, Presence::gone, 0, 0ms},
        {1h, Presence::gone, 0, 0ms},
    };
    for (const auto& c : cases) {
        CAPTURE(c.idle.count());
        const auto moment = idle_at(c.idle, IdleLimits{}, false);
        CHECK(moment.presence == c.presence);
        CHECK(moment.seconds_left == c.seconds_left);
        CHECK(moment.next_change == c.next_change);
    }
}

TEST_CASE("idle: who paused is asked after 600 s") {
    CHECK(idle_at(599s, IdleLimits{}, true).presence == Presence::here);
    CHECK(idle_at(600s, IdleLimits{}, true).presence == Presence::asked);
    CHECK(idle_at(620s, IdleLimits{}, true).presence == Presence::gone);
}

TEST_CASE("idle: waking at every next change meets each second of the question once") {
    const IdleLimits limits{.before_asking = 7s, .before_leaving = 5s};
    std::chrono::milliseconds idle{0};
    int wakes = 0;
    for (auto moment = idle_at(idle, limits, false); moment.presence != Presence::gone;
         moment = idle_at(idle, limits, false)) {
        REQUIRE(moment.next_change > 0ms);
        idle += moment.next_change;
        ++wakes;
    }
    CHECK(idle == 12s);
    CHECK(wakes == 6);
}
