#include "kiosk/schedule/notice_times.h"

#include <doctest/doctest.h>

using catalog::Notice;
using catalog::Severity;

namespace {

base::Instant at(const char* time) {
    return *base::parse_instant(std::string("2024-07-15T") + time + "+08:00");
}

Notice notice(const char* from, const char* to, std::string areas = {}) {
    return {.id = from, .starts_at = at(from), .ends_at = at(to), .areas = std::move(areas)};
}

}  // namespace

TEST_CASE("notices: one holds from its start until its end") {
    const Notice n = notice("09:00", "10:00");
    CHECK_FALSE(kiosk::holds(n, at("08:59"), true));
    CHECK(kiosk::holds(n, at("09:00"), true));
    CHECK(kiosk::holds(n, at("09:59:59"), true));
    CHECK_FALSE(kiosk::holds(n, at("10:00"), true));
}

TEST_CASE("notices: with a clock that is not trusted one holds unless it has ended for certain") {
    const Notice n = notice("09:00", "10:00");
    CHECK(kiosk::holds(n, at("08:00"), false));
    CHECK(kiosk::holds(n, at("09:30"), false));
    CHECK_FALSE(kiosk::holds(n, at("10:00"), false));
}

TEST_CASE("notices: areas") {
    const struct {
        const char *areas, *screen;
        bool shown;
    } cases[] = {{"", "", true},
                 {"", "hall-1", true},
                 {"hall-1", "", false},
                 {"hall-1", "hall-1", true},
                 {"hall-10", "hall-1", false},
                 {"hall-1,hall-2", "hall-2", true},
                 {"a, hall-2 ", "hall-2", true},
                 {"a,,b", "", false},
                 {"a b,c", "a b", true}};
    for (const auto& one : cases) {
        CAPTURE(one.areas);
        CAPTURE(one.screen);
        CHECK(kiosk::is_for(notice("09:00", "10:00", one.areas), one.screen) == one.shown);
    }
}

TEST_CASE("notices: every beginning and end is a change, in the order of time") {
    //  09:00   09:30   10:00   10:30
    //    |------- a -----|
    //            |------- b -----|
    const Notice both[] = {notice("09:00", "10:00"), notice("09:30", "10:30")};
    CHECK(kiosk::next_change(both, at("08:00")) == at("09:00"));
    CHECK(kiosk::next_change(both, at("09:00")) == at("09:30"));
    CHECK(kiosk::next_change(both, at("09:59:59")) == at("10:00"));
    CHECK(kiosk::next_change(both, at("10:30")) == std::nullopt);
    CHECK(kiosk::changes_until(both, at("08:59")) == 0);
    CHECK(kiosk::changes_until(both, at("09:30")) == 2);
    CHECK(kiosk::changes_until(both, at("23:00")) == 4);
}

TEST_CASE("notices: the gravest comes first, then the newest") {
    Notice info = notice("11:00", "12:00"), old = notice("09:00", "12:00"), fresh = notice("10:00", "12:00");
    old.severity = fresh.severity = Severity::emergency;
    CHECK(kiosk::is_before(old, info));
    CHECK(kiosk::is_before(fresh, old));
    CHECK_FALSE(kiosk::is_before(old, fresh));
}
