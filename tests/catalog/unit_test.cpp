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
                          {"thousand homes", 3, "homes", "12650"},
                          {"million homes", 6, "homes", "12650000"},
                          {"billion yuan", 9, "yuan", "12650000000"},
                          {"trillion", 12, "", "12650000000000"},
                          {"millionaires", 0, "millionaires", "12.65"},
                          {"个", 0, "个", "12.65"},
                          {"", 0, "", "12.65"}}) {
        CAPTURE(c.unit);
        CHECK(catalog::power_of_unit(c.unit) == c.power);
        CHECK(catalog::base_unit(c.unit) == c.base);
        CHECK(catalog::in_base_unit(*Decimal::parse("12.65"), c.unit)->to_string() == c.of_12_65);
    }
    CHECK_FALSE(catalog::in_base_unit(*Decimal::parse("999999999999999999"), "万亿元"));
}

TEST_CASE("unit: units that differ in their powers alone convert, exactly or not at all") {
    const auto converted = [](const char* value, const char* from, const char* to) {
        const auto result = catalog::convert(*Decimal::parse(value), from, to);
        return result ? result->to_string() : "none";
    };
    CHECK(converted("16768", "套", "万套") == "1.6768");
    CHECK(converted("1.6768", "万套", "套") == "16768");
    CHECK(converted("3", "亿元", "万元") == "30000");
    CHECK(converted("-2500000", "homes", "million homes") == "-2.5");
    CHECK(converted("1.2", "million homes", "home|homes") == "1200000");
    CHECK(converted("5", "%", "%") == "5");
    CHECK(converted("5", "套", "个") == "none");
    CHECK(converted("5", "万套", "homes") == "none");
    CHECK(converted("999999999999999999", "万亿元", "元") == "none");
    CHECK(converted("0.000000000001", "元", "万亿元") == "none");
    CHECK(converted("0", "元", "万亿元") == "0");
}

TEST_CASE("unit: what a unit counts follows from its kind, in either language") {
    using catalog::UnitTrait;
    struct Case {
        const char *zh, *en;
        UnitTrait trait;
    };
    for (const Case& c : {Case{"万人", "people", UnitTrait::person},
                          {"", "million people", UnitTrait::person},
                          {"名", "", UnitTrait::person},
                          {"万人次", "visits", UnitTrait::thing},
                          {"万套(间)", "", UnitTrait::thing},
                          {"", "home|homes", UnitTrait::thing},
                          {"", "water bodies", UnitTrait::thing},
                          {"亿元", "yuan", UnitTrait::money},
                          {"亿美元", "", UnitTrait::money},
                          {"", "billion US dollars", UnitTrait::money},
                          {"元/人", "", UnitTrait::rate},
                          {"万吨/年", "", UnitTrait::rate},
                          {"", "yuan per worker", UnitTrait::rate},
                          {"公里", "km", UnitTrait::measure},
                          {"万平方米", "", UnitTrait::measure},
                          {"亿千瓦时", "", UnitTrait::measure},
                          {"", "square feet", UnitTrait::measure},
                          {"", "kilometres of road", UnitTrait::measure},
                          {"分钟", "", UnitTrait::duration},
                          {"", "hours", UnitTrait::duration},
                          {"天", "days", UnitTrait::thing},
                          {"%", "%", UnitTrait::percent},
                          {"个百分点", "", UnitTrait::percent},
                          {"", "percentage points", UnitTrait::percent},
                          {"位", "", UnitTrait::rank},
                          {"千亿级", "", UnitTrait::rank},
                          {"", "100-billion-yuan class", UnitTrait::rank},
                          {"", "", UnitTrait::none}}) {
        CAPTURE(c.zh);
        CAPTURE(c.en);
        CHECK(catalog::trait_of(c.zh, c.en) == c.trait);
    }
}
