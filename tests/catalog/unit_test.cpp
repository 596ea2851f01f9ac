#include "catalog/unit.h"

#include <doctest/doctest.h>

#include <string>

using catalog::Decimal;

TEST_CASE("unit: ten thousands, hundred millions and billions of Chinese units are powers of ten") {
    struct Case {
        const char* unit;
        int power;
        const char *base, *of_12_65;
    };
    for (const Case& c : {Case{"万人", 4, "人", "126500"},
                          {"亿元", 8, "元", "1265000000"},
                          {"万亿元", 12, "元", "12650000000000"},
                          {"个", 0, "个", "12.65"},
                          {"", 0, "", "12.65"}}) {
        CAPTURE(c.unit);
        CHECK(catalog::power_of_unit(c.unit) == c.power);
        CHECK(catalog::base_unit(c.unit) == c.base);
        CHECK(catalog::in_base_unit(*Decimal::parse("12.65"), c.unit)->to_string() == c.of_12_65);
    }
    CHECK_FALSE(catalog::in_base_unit(*Decimal::parse("999999999999999999"), "万亿元"));
}
