#include "catalog/known_time.h"

#include <doctest/doctest.h>

#include "base/build_date.h"

using catalog::KnownTime;
using namespace std::chrono_literals;

TEST_CASE("known time: never before the build, nor before what was signed") {
    const base::Instant built{base::kBuiltAfter}, today = built + 24h * 10;
    CHECK(KnownTime{}.least() == built);
    CHECK(KnownTime{}.effective(today) == today);
    CHECK(KnownTime{}.effective(base::Instant{}) == built);
    CHECK(KnownTime{}.after(std::nullopt).effective(base::Instant{}) == built);
    CHECK(KnownTime{}.after(today + 1h).effective(today) == today + 1h);
    CHECK(KnownTime{}.after(today + 1h).after(today - 1h).effective(today) == today + 1h);
    CHECK(KnownTime{}.after(built - 1h).least() == built);
}

TEST_CASE("known time: a clock is believed when it is not behind, and somebody's word always") {
    const base::Instant built{base::kBuiltAfter}, signed_at = built + 24h * 10;
    const KnownTime known = KnownTime{}.after(signed_at);
    CHECK(known.trusts(signed_at));
    CHECK_FALSE(known.trusts(signed_at - 1s));
    CHECK(known.today(signed_at, {}).clock_trusted);
    CHECK_FALSE(known.today(signed_at - 1s, {}).clock_trusted);
    CHECK(known.today(signed_at - 1s, {}, true).clock_trusted);
    CHECK(known.today(base::Instant{}, {}).date == base::make_date(1970, 1, 1));
}
