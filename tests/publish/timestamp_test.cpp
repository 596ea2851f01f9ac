#include "sync/publish/repository/timestamp.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "origin.h"
#include "sync/publish/repository/modification_time.h"

using namespace publish_test;
namespace fs = std::filesystem;

TEST_CASE("timestamp: says when it was signed, and expires a week later") {
    const Origin origin;
    REQUIRE(origin.renew(kNow + kDay));
    const auto part = nlohmann::json::parse(contents(origin.metadata("timestamp.json"))).at("signed");
    CHECK(part.at("signed_at") == "2026-01-02T00:00:00Z");
    CHECK(part.at("expires") == "2026-01-09T00:00:00Z");
    CHECK(part.at("version") == 2);
}

TEST_CASE("timestamp: each file is at least a whole second younger than the one before") {
    const Origin origin;
    const fs::path file = origin.metadata("timestamp.json");
    base::Instant before = *publish::modification_time(file);
    for (int i = 0; i < 5; ++i) {
        REQUIRE(origin.renew(kNow));
        const base::Instant now = *publish::modification_time(file);
        CHECK(now >= before + std::chrono::seconds{1});
        before = now;
    }
    const base::Instant future = before + 1000 * kDay;
    REQUIRE(publish::set_modification_time(file, kNow));
    REQUIRE(origin.renew(future));
    CHECK(publish::modification_time(file) == future);
}

TEST_CASE("timestamp: the snapshot is signed anew when it has lived half its life, not before") {
    const Origin origin;
    CHECK(origin.renew(kNow + 14 * kDay)->snapshot_version == 1);
    CHECK(origin.renew(kNow + 15 * kDay)->snapshot_version == 2);
    CHECK(origin.renew(kNow + 16 * kDay)->snapshot_version == 2);
    Device device{origin};
    CHECK(device.refresh(kNow + 16 * kDay));
}

TEST_CASE("timestamp: a year of daily signing keeps a client content; the operator is told of what expires") {
    const Origin origin;
    Device device{origin};
    for (int day = 0; day < 364; day += 6) {
        const auto renewed = origin.renew(kNow + day * kDay);
        REQUIRE(renewed);
        CHECK(device.refresh(kNow + day * kDay));
        CHECK((renewed->notes.empty() == (day < 305)));
    }
}

TEST_CASE("timestamp: targets whose files are not all here wait, and what was current goes on") {
    const Origin origin;
    origin.take_away("online-");
    REQUIRE(origin.release(Origin::catalog(1)));
    origin.bring_back();
    fs::rename(origin.folder() / "targets", origin.path("on the way"));
    fs::create_directories(origin.folder() / "targets");
    const auto renewed = origin.renew(kNow);
    REQUIRE_MESSAGE(renewed, renewed.error().message);
    CHECK(renewed->targets_version == 1);
    REQUIRE(renewed->notes.size() == 1);
    CHECK(renewed->notes.front().find("2.targets.json is not published") != std::string::npos);
    Device device{origin};
    CHECK(device.refresh());

    fs::remove(origin.folder() / "targets");
    fs::rename(origin.path("on the way"), origin.folder() / "targets");
    CHECK(origin.renew(kNow)->targets_version == 2);
}

TEST_CASE("timestamp: targets that another key signed are never published") {
    const Origin origin, other;
    REQUIRE(other.release(Origin::catalog(1)));
    fs::copy_file(other.metadata("2.targets.json"), origin.metadata("2.targets.json"));
    fs::copy(other.folder() / "targets", origin.folder() / "targets", fs::copy_options::overwrite_existing);
    CHECK(origin.renew(kNow)->targets_version == 1);
}

TEST_CASE("timestamp: without the online key, and with a clock that went back, it says so") {
    const Origin origin;
    REQUIRE(origin.renew(kNow + 10 * kDay));
    CHECK(is_refused(origin.renew(kNow), "set the clock"));
    origin.take_away("online-");
    CHECK(is_refused(origin.renew(kNow + 11 * kDay), "the online key"));
}
