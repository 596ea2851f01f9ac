#include "base/date.h"

#include <doctest/doctest.h>

#include <string>

#include "base/time_zone.h"

using base::make_date;
using base::parse_date;
using base::parse_instant;
using namespace std::chrono;

namespace {

base::Instant utc(int year, unsigned month, unsigned day, int hour, int minute, int second = 0) {
    return base::Instant{make_date(year, month, day)} + hours{hour} + minutes{minute} + seconds{second};
}

}  // namespace

TEST_CASE("date: a day that exists is read, and written as it was") {
    for (const char* text :
         {"2024-01-01", "2024-02-29", "2000-02-29", "2023-12-31", "1991-09-15", "9999-12-31"}) {
        CAPTURE(text);
        const auto date = parse_date(text);
        REQUIRE(date);
        CHECK(base::format_date(*date) == text);
    }
    CHECK(parse_date("2024-02-29") == make_date(2024, 2, 29));
}

TEST_CASE("date: a day that does not exist, or another shape, is refused") {
    for (const char* text :
         {"2023-02-29",     "1900-02-29",   "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01",
          "2024-00-10",     "2024-01-00",   "2024-01-32", "2024-1-1",   "2024/01/01", "20240101",
          " 2024-01-01",    "2024-01-01 ",  "24-01-01",   "+024-01-01", "-024-01-01", "2024-0a-01",
          "２０２４-01-01", "2024年1月1日", "",           "-"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("instant: what stands for the same moment is the same moment") {
    const struct {
        const char* text;
        base::Instant moment;
    } kCases[] = {
        {"2024-12-31", utc(2024, 12, 31, 4, 0)},  // noon in Shanghai
        {"2024-12-31T12:00", utc(2024, 12, 31, 4, 0)},
        {"2024-12-31 12:00:00", utc(2024, 12, 31, 4, 0)},
        {"2024-12-31T04:00:00Z", utc(2024, 12, 31, 4, 0)},
        {"2024-12-31T04:00Z", utc(2024, 12, 31, 4, 0)},
        {"2024-12-31T12:00:00+08:00", utc(2024, 12, 31, 4, 0)},
        {"2024-12-31T00:30:00-03:30", utc(2024, 12, 31, 4, 0)},
        {"2024-12-31T18:00+14:00", utc(2024, 12, 31, 4, 0)},
        {"2024-01-01T07:59:59", utc(2023, 12, 31, 23, 59, 59)},
        {"2024-02-29T23:59:60Z", utc(2024, 3, 1, 0, 0)},  // a leap second is the one after
    };
    for (const auto& one : kCases) {
        CAPTURE(one.text);
        const auto moment = parse_instant(one.text);
        REQUIRE(moment);
        CHECK(moment->time_since_epoch().count() == one.moment.time_since_epoch().count());
    }
}

TEST_CASE("instant: nonsense is refused") {
    for (const char* text : {"",
                             "now",
                             "1735617600",
                             "2024-12-31T",
                             "2024-12-31T12",
                             "2024-12-31T1:00",
                             "2024-12-31T24:00",
                             "2024-12-31T12:60",
                             "2024-12-31T12:00:61",
                             "2024-12-31T12:00:",
                             "2024-12-31T12:00:0",
                             "2024-12-31x12:00",
                             "2024-12-31T12:00:00+0800",
                             "2024-12-31T12:00:00+08",
                             "2024-12-31T12:00:00+15:00",
                             "2024-12-31T12:00:00+08:60",
                             "2024-12-31T12:00:00z",
                             "2024-12-31T12:00:00 Z",
                             "2024-12-31T12:00:00Zz",
                             "2024-12-31T12:00:00.5",
                             "2023-02-29T12:00:00Z",
                             "2024-12-31-12:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_instant(text));
    }
}

TEST_CASE("instant: cut off anywhere it is refused, but for a whole date, minute, second or offset") {
    const std::string whole = "2024-12-31T12:00:00+08:00";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK(parse_instant(whole.substr(0, length)).has_value() ==
              (length == 10 || length == 16 || length == 19));
    }
}

TEST_CASE("date in Shanghai: the day changes at 16:00 UTC, in summer as in winter") {
    for (const unsigned month : {1u, 7u}) {
        CAPTURE(month);
        CHECK(base::TimeZone().date_at(utc(2024, month, 10, 15, 59, 59)) == make_date(2024, month, 10));
        CHECK(base::TimeZone().date_at(utc(2024, month, 10, 16, 0)) == make_date(2024, month, 11));
    }
    CHECK(base::TimeZone().date_at(utc(2024, 12, 31, 16, 0)) == make_date(2025, 1, 1));
    CHECK(base::TimeZone().date_at(utc(2024, 2, 28, 16, 0)) == make_date(2024, 2, 29));
    CHECK(base::TimeZone().date_at(utc(1969, 12, 31, 15, 59)) ==
          make_date(1969, 12, 31));  // before 1970 it is rounded down, too
}

TEST_CASE("dates: a moment is written as it is read, in UTC to the second") {
    const auto moment = base::parse_instant("2026-11-25T05:34:09+08:00");
    REQUIRE(moment);
    CHECK(base::format_instant(*moment) == "2026-11-24T21:34:09Z");
    CHECK(base::format_instant(base::Instant{}) == "1970-01-01T00:00:00Z");
    CHECK(base::parse_instant(base::format_instant(*moment)) == moment);
}
