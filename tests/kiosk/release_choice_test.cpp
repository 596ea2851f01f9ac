#include "kiosk/app/release_choice.h"

#include <doctest/doctest.h>

using catalog::CurrentRelease;
using catalog::DisplayReport;

namespace {

const std::string a(64, 'a'), b(64, 'b');

CurrentRelease naming(const std::string& current, const std::string& previous,
                      std::vector<std::string> quarantined = {}) {
    const auto entry = [](const std::string& sha256) {
        return sha256.empty()
                   ? std::nullopt
                   : std::optional(CurrentRelease::Entry{.sha256 = sha256, .version = "1", .since = {}});
    };
    return {entry(current), entry(previous), std::move(quarantined)};
}

DisplayReport rejecting(std::vector<std::string> rejected) { return {.rejected = std::move(rejected)}; }

}  // namespace

TEST_CASE("release choice: current, else previous, else the catalog in the program") {
    const struct {
        const char* what;
        CurrentRelease current;
        DisplayReport report;
        std::optional<std::string> chosen;
    } cases[] = {
        {"nothing is named", naming("", ""), {}, {}},
        {"the current one", naming(a, b), {}, a},
        {"no current one: not the previous either", naming("", b), {}, {}},
        {"the current one was rejected", naming(a, b), rejecting({a}), b},
        {"the current one is quarantined", naming(a, b, {a}), {}, b},
        {"both were rejected", naming(a, b), rejecting({b, a}), {}},
        {"one is rejected, the other quarantined", naming(a, b, {b}), rejecting({a}), {}},
        {"rejected, and there is no other", naming(a, ""), rejecting({a}), {}},
        {"others were rejected", naming(a, b, {std::string(64, 'c')}), rejecting({b}), a},
    };
    for (const auto& one : cases) {
        CAPTURE(one.what);
        CHECK(kiosk::choose_release(one.current, one.report) == one.chosen);
    }
}

TEST_CASE(
    "release choice: three starts without a confirmation are a crash, and a confirmation forgets them") {
    DisplayReport report;
    for (int start = 1; start <= kiosk::kMostStarts; ++start) {
        CHECK_FALSE(kiosk::is_crashing(report, a));
        report = kiosk::with_start(report, a);
        CHECK(report.starts == start);
    }
    CHECK(kiosk::is_crashing(report, a));
    CHECK_FALSE(kiosk::is_crashing(report, b));
    CHECK_FALSE(kiosk::is_crashing(kiosk::with_start(report, b), a));
    report = kiosk::with_confirmation(report, a);
    CHECK(report == DisplayReport{.running = a, .starts = 0, .confirmed = a, .rejected = {}});
}

TEST_CASE("release choice: the catalog in the program is never counted as crashing") {
    DisplayReport report;
    for (int start = 0; start < 9; ++start) report = kiosk::with_start(report, "");
    CHECK_FALSE(kiosk::is_crashing(report, ""));
}

TEST_CASE("release choice: a rejected release no longer runs, and is listed once") {
    DisplayReport report = kiosk::with_rejection(kiosk::with_start({}, a), a);
    CHECK(report == DisplayReport{.running = "", .starts = 0, .confirmed = "", .rejected = {a}});
    CHECK(kiosk::with_rejection(report, a) == report);
}
