#include "kiosk/app/ladder.h"

#include <doctest/doctest.h>

#include "../catalog/release_file.h"

using catalog::DisplayLadder;
using kiosk::after_start;
using kiosk::avoids;

namespace {

const std::string kHash(64, 'a'),
    kOther(64, 'b'), kProgram{DisplayLadder::kProgram}, kPlain{DisplayLadder::kPlain};

/// It starts at `now_s`, shows `shown` and dies.
DisplayLadder dies(DisplayLadder ladder, const std::string& shown, std::int64_t now_s) {
    ladder = after_start(std::move(ladder), "boot", now_s);
    ladder.shown = shown;
    return ladder;
}

/// What a folder holds.
struct Device {
    TemporaryFolder folder;
    catalog::StatePaths paths{folder.path()};
    base::Disk disk{folder.path()};
    std::vector<std::string> told;

    kiosk::Ladder start() {
        return {paths, disk,
                base::Log{[this](const base::LogEntry& entry) { told.push_back(entry.message); }}};
    }
};

}  // namespace

TEST_CASE("ladder: three deaths within ten minutes of one release, and it is avoided for an hour") {
    DisplayLadder ladder;
    for (const std::int64_t at : {0, 100, 200}) ladder = dies(ladder, kHash, at);
    ladder = after_start(ladder, "boot", 300);
    CHECK(ladder.died == 3);
    CHECK(avoids(ladder, kHash, 300));
    CHECK_FALSE(avoids(ladder, kOther, 300));
    CHECK(avoids(ladder, kHash, 300 + kiosk::kAvoidedForS - 1));
    CHECK_FALSE(avoids(ladder, kHash, 300 + kiosk::kAvoidedForS));
}

TEST_CASE("ladder: deaths that are far apart, of several releases, or ends in good order avoid nothing") {
    DisplayLadder apart, several, orderly;
    for (const std::int64_t at : {0, 301, 602, 903, 1204}) apart = dies(apart, kHash, at);
    CHECK(after_start(apart, "boot", 1505).avoided.empty());
    for (const std::int64_t at : {0, 10, 20, 30}) several = dies(several, at % 20 == 0 ? kHash : kOther, at);
    CHECK(after_start(several, "boot", 40).avoided.empty());
    for (const std::int64_t at : {0, 10, 20, 30}) {
        orderly = dies(orderly, kHash, at);
        orderly.shown.clear();
    }
    CHECK(after_start(orderly, "boot", 40).avoided.empty());
    CHECK(after_start(orderly, "boot", 40).died == 0);
}

TEST_CASE("ladder: each further time it is avoided for longer, a day at most") {
    DisplayLadder ladder;
    std::int64_t now = 0, last = 0;
    for (int times = 0; times < 8; ++times) {
        for (int death = 0; death < 3; ++death) ladder = dies(ladder, kHash, now += 10);
        ladder = after_start(ladder, "boot", now += 10);
        REQUIRE(ladder.avoided.size() == 1);
        const std::int64_t length = ladder.avoided[0].until_s - now;
        CHECK(length == std::min<std::int64_t>(kiosk::kAvoidedForS << times, kiosk::kAvoidedAtMostS));
        CHECK(length >= last);
        last = length;
        now += length;
    }
}

TEST_CASE(
    "ladder: a machine that was started anew begins with the best again, and its power cut was no death") {
    DisplayLadder ladder;
    for (const std::int64_t at : {0, 10, 20, 30}) ladder = dies(ladder, kHash, at);
    REQUIRE(avoids(after_start(ladder, "boot", 40), kHash, 40));
    const DisplayLadder anew = after_start(ladder, "another boot", 5);
    CHECK_FALSE(avoids(anew, kHash, 5));
    CHECK(anew.died == ladder.died);
}

TEST_CASE("ladder: below the page without a catalog there is nothing") {
    DisplayLadder ladder;
    for (std::int64_t at = 0; at < 100; at += 10) ladder = dies(ladder, kPlain, at);
    CHECK(after_start(ladder, "boot", 100).avoided.empty());
}

TEST_CASE("ladder: on disk a death counts once, and three are told with what is avoided") {
    Device device;
    for (int death = 0; death < 3; ++death) device.start().show(kHash);
    CHECK(device.told.size() == 2);
    auto ladder = device.start();
    CHECK(ladder.avoids(kHash));
    CHECK(ladder.avoided_for_s(kHash) > 3500);
    REQUIRE(device.told.size() == 4);
    CHECK(device.told[2] == "the display died while it showed release aaaaaaaaaaaaaaaa; 3 times in all");
    CHECK(device.told[3] == "release aaaaaaaaaaaaaaaa is avoided for 60 minutes: 3 deaths within 10 minutes");
    ladder.show(kProgram);
    ladder.remember("郑州市 Zhengzhou", "12345");
    ladder.end();
    const auto again = device.start();
    CHECK(again.state().died == 3);
    CHECK(again.state().place == "郑州市 Zhengzhou");
    CHECK(again.avoids(kHash));
    CHECK_FALSE(again.avoids(kProgram));
}

TEST_CASE("ladder: a damaged file is told of, and the display starts with the best") {
    Device device;
    std::filesystem::create_directories(device.paths.display());
    REQUIRE(base::write_file(device.paths.ladder(), "rubbish"));
    CHECK_FALSE(device.start().avoids(kHash));
    REQUIRE(device.told.size() == 1);
    CHECK(device.told[0].find("the checksum is wrong: the file is damaged; starting a new one") !=
          std::string::npos);
}

TEST_CASE("ladder: what it remembers is written again where the disk has lost or damaged it") {
    Device device;
    auto ladder = device.start();
    ladder.show(kHash);
    const std::string good = *base::read_file(device.paths.ladder());
    for (const std::string& bytes : {std::string{}, good.substr(1), good + "x"}) {
        REQUIRE(base::write_file(device.paths.ladder(), bytes));
        ladder.keep();
        CHECK(*base::read_file(device.paths.ladder()) == good);
    }
    std::filesystem::remove(device.paths.ladder());
    ladder.keep();
    CHECK(*base::read_file(device.paths.ladder()) == good);
    // The folder is the agent's to make.
    std::filesystem::remove_all(device.paths.root);
    ladder.keep();
    CHECK_FALSE(std::filesystem::exists(device.paths.root));
    CHECK(device.told.empty());
}
