#include "base/result.h"

#include <doctest/doctest.h>

namespace {

base::Result<int> half_of(int number) {
    if (number % 2 != 0) return base::fail(base::Errc::invalid, "odd");
    return number / 2;
}

base::Status check_quarter(int number) {
    const auto half = half_of(number);
    if (!half) return base::fail(half.error(), "halving");
    if (auto again = half_of(*half); !again) return base::fail(again.error(), "halving again");
    return {};
}

}  // namespace

TEST_CASE("result: a value, or why there is none") {
    CHECK(half_of(6) == 3);
    REQUIRE_FALSE(half_of(7));
    CHECK(half_of(7).error().code == base::Errc::invalid);
    CHECK(half_of(7).error().message == "odd");
}

TEST_CASE("result: each level puts what it was doing in front, and the code stays") {
    CHECK(check_quarter(12));
    CHECK(check_quarter(7).error().message == "halving: odd");
    const auto outer = base::Status(base::fail(check_quarter(6).error(), "checking 6"));
    CHECK(outer.error().message == "checking 6: halving again: odd");
    CHECK(outer.error().code == base::Errc::invalid);
}
