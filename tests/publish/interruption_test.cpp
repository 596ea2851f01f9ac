#include <doctest/doctest.h>

#include "faulty_disk.h"
#include "origin.h"

using namespace publish_test;

// What a client may see: whatever was current before, or what is current when all is done.

TEST_CASE(
    "a release that is cut at any operation leaves the old one or the new one, and the next completes it") {
    const Origin origin;
    const std::string before = Origin::catalog(1), after = Origin::catalog(2);
    REQUIRE(origin.release(before));
    origin.save("before");
    int steps = 0;
    for (bool is_done = false; !is_done; ++steps) {
        CAPTURE(steps);
        origin.restore("before");
        Device follower{origin};
        REQUIRE(follower.refresh());
        FaultyDisk disk{steps};
        is_done = origin.release(after, kNow, "", &disk).has_value();
        for (const bool is_completed : {false, true}) {
            if (is_completed) REQUIRE_MESSAGE(origin.release(after), message(origin.release(after)));
            Device fresh{origin};
            for (Device* device : {&follower, &fresh}) {
                const auto refreshed = device->refresh();
                REQUIRE_MESSAGE(refreshed, refreshed.error().message);
                const std::string found = device->catalog();
                CHECK((found == after || (found == before && !is_completed)));
                if (found == after) CHECK(device->catalog_from(before) == after);
            }
        }
    }
    CHECK(steps > 15);  // four files and more, of three operations each
}

TEST_CASE("a timestamp that is cut at any operation leaves the old one or the new one") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    origin.save("before");
    const base::Instant later = kNow + 20 * kDay;  // the snapshot is signed anew as well
    bool is_done = false;
    for (int steps = 0; !is_done; ++steps) {
        CAPTURE(steps);
        origin.restore("before");
        FaultyDisk disk{steps};
        is_done = origin.renew(later, &disk).has_value();
        Device device{origin};
        CHECK(device.refresh(kNow));
        CHECK(origin.renew(later));
        CHECK(device.refresh(later));
    }
}
