#include "sync/publish/repository/init.h"

#include <doctest/doctest.h>

#include "origin.h"

using namespace publish_test;

TEST_CASE("init: a client that starts with 1.root.json refreshes right away and finds no release") {
    const Origin origin;
    Device device{origin};
    const auto refreshed = device.refresh();
    REQUIRE_MESSAGE(refreshed, refreshed.error().message);
    CHECK(device.catalog().empty());
    CHECK(device.trust().root().consistent_snapshot);
    CHECK(device.trust().root().root.threshold == 2);
    CHECK(device.trust().root().snapshot.key_ids == device.trust().root().timestamp.key_ids);
}

TEST_CASE("init: neither a repository nor keys are written over") {
    const Origin origin;
    base::Disk disk;
    const std::string root = contents(origin.metadata("1.root.json"));
    auto fresh = Origin::keys_in(origin.path("other-keys"));
    CHECK(
        is_refused(publish::init_repository(origin.folder(), fresh, kNow, disk), "is a repository already"));
    auto used = origin.keys();
    CHECK(is_refused(publish::init_repository(origin.path("other"), used, kNow, disk), "holds keys already"));
    CHECK(contents(origin.metadata("1.root.json")) == root);
    CHECK(!std::filesystem::exists(origin.path("other")));
}

TEST_CASE("a folder without a repository, and one that somebody else works on, are named") {
    const Origin origin;
    base::Disk disk;
    CHECK(is_refused(publish::Repository::open(origin.path("none"), origin.key_folder(), disk),
                     "kiosk-publish init"));
    const auto open = origin.open();
    CHECK(is_refused(publish::Repository::open(origin.folder(), origin.key_folder(), disk),
                     "another kiosk-publish"));
}
