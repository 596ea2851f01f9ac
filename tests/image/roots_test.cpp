#include "sync/image/roots.h"

#include <doctest/doctest.h>

using image::Roots;
using image::Slot;

namespace {

const std::string kFirst(64, '1'), kSecond(64, '2'), kThird(64, '3');
const Roots kNew{.good = Slot::a, .a = kFirst};

/// What grub does before it starts a root: deploy/image/grub.cfg.
Slot start(Roots& roots) {
    if (!roots.trial || roots.tries == 0) return roots.good;
    --roots.tries;
    return *roots.trial;
}

}  // namespace

TEST_CASE("roots: the sector is what grub reads and writes, to the byte") {
    const Roots roots{
        .good = Slot::b, .trial = Slot::a, .tries = 1, .a = kFirst, .b = kSecond, .failed = kThird};
    const std::string sector = image::format_sector(roots);
    CHECK(sector.size() == 512);
    CHECK(sector.starts_with(
        "# GRUB Environment Block\nkiosk_good=b\nkiosk_trial=a\nkiosk_tries=1\nkiosk_a=" + kFirst +
        "\nkiosk_b=" + kSecond + "\nkiosk_failed=" + kThird + "\n###"));
    CHECK(sector.ends_with("###"));
    CHECK(image::parse_sector(sector) == roots);
    CHECK(image::parse_sector(image::format_sector(kNew)) == kNew);
}

TEST_CASE("roots: grub may write its variables in another order") {
    std::string sector = "# GRUB Environment Block\nkiosk_a=" + kFirst +
                         "\nkiosk_b=\nkiosk_failed=\nkiosk_good=a\nother=1\nkiosk_tries=0\nkiosk_trial=\n";
    sector.resize(512, '#');
    CHECK(image::parse_sector(sector) == kNew);
}

TEST_CASE("roots: what is no such sector is refused") {
    const std::string good = image::format_sector(image::on_trial(kNew, kSecond));
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string sector = good;
        sector.replace(sector.find(from), from.size(), to);
        sector.resize(512, '#');
        return sector;
    };
    CHECK(image::parse_sector(good));
    for (const std::string& sector :
         {std::string(512, '#'), std::string(512, '\0'), good.substr(0, 511), good + "#",
          changed("good=a", "good=c"), changed("good=a", "good="), changed("good=a", "good=b"),
          changed("tries=2", "tries=3"), changed("tries=2", "tries="), changed("tries=2", "tries=-1"),
          changed(kFirst, "1"), changed("kiosk_failed=\n", ""), changed("GRUB", "GRAB")}) {
        CAPTURE(sector);
        CHECK_FALSE(image::parse_sector(sector).has_value());
    }
}

TEST_CASE("roots: a trial that is confirmed is what is started from then on") {
    Roots roots = image::on_trial(image::being_written(kNew), kSecond);
    CHECK(start(roots) == Slot::b);
    CHECK(image::started(roots, Slot::b) == roots);
    roots = image::confirmed(roots, Slot::b);
    CHECK(roots == Roots{.good = Slot::b, .a = kFirst, .b = kSecond});
    CHECK(start(roots) == Slot::b);
    // The next one goes where the first was.
    roots = image::on_trial(image::being_written(roots), kThird);
    CHECK(roots == Roots{.good = Slot::b, .trial = Slot::a, .tries = 2, .a = kThird, .b = kSecond});
}

TEST_CASE("roots: a trial that is never confirmed is started twice, and then no more") {
    Roots roots = image::on_trial(image::being_written(kNew), kSecond);
    for (int times = 0; times < image::kMostTries; ++times) {
        CHECK(start(roots) == Slot::b);
        CHECK(image::started(roots, Slot::b).trial == Slot::b);
    }
    CHECK(start(roots) == Slot::a);
    roots = image::started(roots, Slot::a);
    CHECK(roots == Roots{.good = Slot::a, .a = kFirst, .b = kSecond, .failed = kSecond});
    CHECK(start(roots) == Slot::a);
}

TEST_CASE("roots: while one is written nothing is on trial, and nothing there counts as whole") {
    const Roots roots = image::being_written(image::on_trial(kNew, kSecond));
    CHECK(roots == kNew);
    CHECK(image::being_written(Roots{.good = Slot::b, .a = kFirst, .b = kSecond}).a.empty());
}

TEST_CASE("roots: a trial that has not been started yet is not over, whoever asks") {
    const Roots waits = image::on_trial(kNew, kSecond);
    CHECK(image::started(waits, Slot::a) == waits);
    CHECK(image::confirmed(waits, Slot::a) == waits);
}
