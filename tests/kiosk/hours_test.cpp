#include "kiosk/schedule/hours.h"

#include <doctest/doctest.h>

using base::Instant;
using base::TimeZone;
using kiosk::Hours;
using kiosk::OpenSpans;

namespace {

const TimeZone kShanghai;

Instant at(const char* text, const TimeZone& zone = kShanghai) {
    const auto moment = base::parse_instant(text, zone);
    REQUIRE_MESSAGE(moment, text);
    return *moment;
}

OpenSpans spans(const char* text) {
    const auto parsed = kiosk::parse_spans(text);
    REQUIRE_MESSAGE(parsed, text);
    return *parsed;
}

Hours hours(const char* weekdays, const char* weekend, const std::vector<const char*>& exceptions = {}) {
    Hours::Week week;
    for (std::size_t day = 0; day < week.size(); ++day)
        week[day] = spans(day == 0 || day == 6 ? weekend : weekdays);
    Hours::Exceptions dates;
    for (const char* const text : exceptions) {
        const auto parsed = kiosk::parse_exception(text);
        REQUIRE_MESSAGE(parsed, text);
        dates.insert(*parsed);
    }
    return {std::move(week), std::move(dates)};
}

}  // namespace

TEST_CASE("hours: times are read as they are written, and nothing else is") {
    for (const char* good : {"", "08:30-12:00", "8:30-12:00 , 13:30-17:30", "00:00-24:00", "22:00-02:00",
                             "09:00-12:00,12:00-14:00", "12:00-13:00, 20:00-11:59"}) {
        CAPTURE(good);
        CHECK(kiosk::parse_spans(good));
    }
    for (const char* bad :
         {"closed", "08:30", "8-12", "08:30-08:30", "08:60-12:00", "24:01-24:30", "25:00-26:00",
          "24:00-08:00", "08:30-12:00,", "13:30-17:30, 08:30-12:00", "08:00-12:00, 11:00-13:00",
          "09:00-12:00, 20:00-10:00", "08:30–12:00", "008:30-12:00", "-08:30-12:00"}) {
        CAPTURE(bad);
        CHECK_FALSE(kiosk::parse_spans(bad));
    }
    CHECK(kiosk::parse_exception("2026-10-01 closed")->second.empty());
    CHECK(kiosk::parse_exception("2026-10-10  09:00-12:00")->second == spans("09:00-12:00"));
    for (const char* bad :
         {"", "2026-10-01", "2026-02-30 closed", "closed", "1.10.2026 closed", "2026-10-01 shut"}) {
        CAPTURE(bad);
        CHECK_FALSE(kiosk::parse_exception(bad));
    }
    CHECK(kiosk::format_spans(spans("8:30-12:00,22:00-2:00")) == "08:30-12:00, 22:00-02:00");
    CHECK(kiosk::format_spans({}) == "closed");
}

TEST_CASE("hours: where nothing is set it is open, and nothing is next") {
    const Hours always;
    CHECK(always.is_always_open());
    CHECK(always.is_open_at(at("2026-11-28T03:00"), kShanghai));
    CHECK_FALSE(always.next_change(at("2026-11-28T03:00"), kShanghai));
    CHECK_FALSE(always.next_opening(at("2026-11-28T03:00"), kShanghai));
}

TEST_CASE("hours: a day opens and closes to the second, at noon as well, and after Friday comes Monday") {
    const Hours usual = hours("08:30-12:00, 13:30-17:30", "");
    struct Case {
        const char* now;  // 2026-11-27 is a Friday
        bool is_open;
        const char *change, *opening;
    };
    const Case cases[] = {
        {"2026-11-27T08:29:59", false, "2026-11-27T08:30", "2026-11-27T08:30"},
        {"2026-11-27T08:30", true, "2026-11-27T12:00", "2026-11-27T13:30"},
        {"2026-11-27T12:00", false, "2026-11-27T13:30", "2026-11-27T13:30"},
        {"2026-11-27T17:29:59", true, "2026-11-27T17:30", "2026-11-30T08:30"},
        {"2026-11-27T17:30", false, "2026-11-30T08:30", "2026-11-30T08:30"},
        {"2026-11-29T23:59", false, "2026-11-30T08:30", "2026-11-30T08:30"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.now);
        CHECK(usual.is_open_at(at(one.now), kShanghai) == one.is_open);
        CHECK(usual.next_change(at(one.now), kShanghai) == at(one.change));
        CHECK(usual.next_opening(at(one.now), kShanghai) == at(one.opening));
    }
}

TEST_CASE(
    "hours: what passes midnight belongs to the day on which it begins, and days that meet do not close") {
    const Hours late = hours("20:00-02:00", "", {"2026-11-25 closed"});  // a Wednesday
    CHECK(late.is_open_at(at("2026-11-25T01:59"), kShanghai));           // since Tuesday
    CHECK_FALSE(late.is_open_at(at("2026-11-25T02:00"), kShanghai));
    CHECK_FALSE(late.is_open_at(at("2026-11-25T21:00"), kShanghai));
    CHECK(late.is_open_at(at("2026-11-28T01:00"), kShanghai));  // Saturday, since Friday
    CHECK(late.next_change(at("2026-11-27T21:00"), kShanghai) == at("2026-11-28T02:00"));
    CHECK(late.next_opening(at("2026-11-25T01:00"), kShanghai) == at("2026-11-26T20:00"));
    const Hours meeting = hours("00:00-24:00", "00:00-12:00");
    CHECK(meeting.next_change(at("2026-11-23T00:00"), kShanghai) == at("2026-11-28T12:00"));
}

TEST_CASE("hours: an exception outranks its weekday, over the end of a year and however far ahead") {
    const Hours usual =
        hours("09:00-17:00", "", {"2026-12-31 09:00-12:00", "2027-01-01 closed", "2027-01-02 10:00-16:00"});
    CHECK(usual.next_change(at("2026-12-31T11:00"), kShanghai) == at("2026-12-31T12:00"));
    CHECK(usual.next_opening(at("2026-12-31T11:00"), kShanghai) == at("2027-01-02T10:00"));  // a Saturday
    CHECK(usual.next_opening(at("2027-01-02T16:00"), kShanghai) == at("2027-01-04T09:00"));
    const Hours one_day{{}, {{base::make_date(2027, 10, 1), {}}}};
    CHECK(one_day.is_open_at(at("2026-11-28T03:00"), kShanghai));
    CHECK(one_day.next_change(at("2026-11-28T03:00"), kShanghai) == at("2027-10-01T00:00"));
    CHECK(one_day.next_opening(at("2026-11-28T03:00"), kShanghai) == at("2027-10-02T00:00"));
    const Hours closed = hours("", "");
    CHECK_FALSE(closed.is_open_at(at("2026-11-28T03:00"), kShanghai));
    CHECK_FALSE(closed.next_opening(at("2026-11-28T03:00"), kShanghai));
}

TEST_CASE("hours: where clocks are changed it opens by the clock on the wall") {
    const auto london = TimeZone::find("Europe/London");
    if (!london) return;  // a system without time zones
    const Hours usual = hours("09:00-17:00", "09:00-17:00");
    // 2026-03-29 and 2026-10-25 at 01:00 UTC.
    CHECK(usual.next_opening(at("2026-03-28T18:00:00Z"), *london) == at("2026-03-29T08:00:00Z"));
    CHECK(usual.next_opening(at("2026-10-24T17:00:00Z"), *london) == at("2026-10-25T09:00:00Z"));
    const Hours night = hours("22:00-06:00", "22:00-06:00");
    CHECK(night.next_change(at("2026-03-28T23:00:00Z"), *london) == at("2026-03-29T05:00:00Z"));
    CHECK(night.next_change(at("2026-10-24T23:00:00Z"), *london) == at("2026-10-25T06:00:00Z"));
    // 01:30 does not exist on the one day, and is twice on the other: it opens at the leap, and at the first.
    const Hours early = hours("01:30-05:00", "01:30-05:00");
    CHECK(early.next_opening(at("2026-03-29T00:00:00Z"), *london) == at("2026-03-29T01:00:00Z"));
    CHECK(early.next_opening(at("2026-10-25T00:00:00Z"), *london) == at("2026-10-25T00:30:00Z"));
    CHECK(early.is_open_at(at("2026-10-25T01:10:00Z"), *london));
    // A day of 25 hours is open all day.
    const Hours whole{{}, {{base::make_date(2026, 10, 26), {}}}};
    CHECK(whole.next_change(at("2026-10-25T00:00:00Z"), *london) == at("2026-10-26T00:00:00Z"));
}
