#include "catalog/decimal.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using catalog::Decimal;
using catalog::percent_of;
using catalog::Rounding;

namespace {

Decimal number(const char* text) {
    const auto parsed = Decimal::parse(text);
    REQUIRE_MESSAGE(parsed, text);
    return *parsed;
}

}  // namespace

TEST_CASE("decimal: what documents write is read and written back without trailing zeros") {
    struct Case {
        const char *text, *shown;
    };
    for (const Case& c : {Case{"0", "0"},
                          {"7", "7"},
                          {"-0.6", "-0.6"},
                          {"12.65", "12.65"},
                          {"3000", "3000"},
                          {"12.0", "12"},
                          {"0.3333", "0.3333"},
                          {"-0", "0"},
                          {"007", "7"},
                          {"0.0", "0"},
                          {"100.10", "100.1"},
                          {"-1200", "-1200"},
                          {"999999999999999999", "999999999999999999"},
                          {"0.000000000001", "0.000000000001"},
                          {"000000000000000000000000000001", "1"}}) {
        CAPTURE(c.text);
        const auto parsed = Decimal::parse(c.text);
        REQUIRE(parsed);
        CHECK(parsed->to_string() == c.shown);
    }
}

TEST_CASE("decimal: anything else is no number") {
    for (const char* text : {"",
                             "-",
                             "+1",
                             "1.",
                             ".5",
                             "-.5",
                             "1e3",
                             "１",
                             "--1",
                             "-+1",
                             "1-",
                             " 1",
                             "1 ",
                             "1,000",
                             "1..2",
                             "1.2.3",
                             "3..5",
                             "Ⅱ",
                             "三分之一",
                             "0x10",
                             "nan",
                             "inf",
                             "123456789012345678901234567890",
                             "1000000000000000000",
                             "0.0000000000001",
                             "."}) {
        CAPTURE(text);
        CHECK_FALSE(Decimal::parse(text));
    }
    CHECK_FALSE(Decimal::parse(std::string_view("1\0", 2)));
}

TEST_CASE("decimal: numbers compare by value, however they are written") {
    CHECK(number("2.8") == number("2.80"));
    CHECK(number("2.85") > number("2.8"));
    CHECK(number("-0.6") < number("0"));
    CHECK(number("0") == number("-0.00"));
    CHECK(number("999999999999999999") > number("0.000000000001"));
    CHECK(number("-999999999999999999") < number("-0.000000000001"));
}

TEST_CASE("decimal: sums are exact where binary floating point is not") {
    CHECK(number("0.1") + number("0.2") == number("0.3"));
    CHECK(number("6.2") - number("0.9") == number("5.3"));
    CHECK(number("451.7") - number("106.9") == number("344.8"));
    CHECK(number("1") - number("1.000000000001") == number("-0.000000000001"));
}

TEST_CASE("decimal: a sum of more digits than fit loses its last places, rounded") {
    CHECK(number("999999999999999999") + number("0.000000000001") == number("999999999999999999"));
    CHECK((number("99999999999999999") + number("0.94")).to_string() == "99999999999999999.9");
    CHECK((number("99999999999999999") + number("0.95")).to_string() == "100000000000000000");
    CHECK((number("-99999999999999999") - number("0.95")).to_string() == "-100000000000000000");
}

TEST_CASE("decimal: arithmetic agrees with whole numbers") {
    std::mt19937 random(7);
    std::uniform_int_distribution<std::int64_t> mantissa(-1'000'000'000, 1'000'000'000);
    std::uniform_int_distribution<int> scale(0, 4);
    for (int i = 0; i < 2000; ++i) {
        const std::int64_t a = mantissa(random), b = mantissa(random);
        const int places = scale(random);
        CHECK(Decimal(a, places) + Decimal(b, places) == Decimal(a + b, places));
        CHECK(Decimal(a, places) - Decimal(b, places) == Decimal(a - b, places));
        CHECK((Decimal(a, places) <=> Decimal(b, places)) == (a <=> b));
        CHECK(number(Decimal(a, places).to_string().c_str()) == Decimal(a, places));
        CHECK(Decimal(a, places).to_double() ==
              doctest::Approx(static_cast<double>(a) / std::pow(10, places)));
    }
}

TEST_CASE("decimal: a percentage is rounded half away from zero, uncapped, and never up to 100") {
    struct Case {
        const char *part, *whole;
        int places;
        const char* percent;
    };
    for (const Case& c :
         {Case{"112", "100", 2, "112"},
          {"82.5", "65", 2, "126.92"},
          {"100", "100", 2, "100"},
          {"99.96", "100", 1, "99.9"},  // 99.96 would round to 100.0
          {"99.96", "100", 2, "99.96"},
          {"99.996", "100", 2, "99.99"},  // and this one to 100.00
          {"99.6", "100", 0, "99"},
          {"99.4", "100", 0, "99"},
          {"99.994", "100", 2, "99.99"},
          {"999999.999999", "1000000", 6, "99.999999"},
          {"100.004", "100", 2, "100"},
          {"100.005", "100", 2, "100.01"},
          {"1", "3", 2, "33.33"},
          {"2", "3", 2, "66.67"},
          {"1", "200", 0, "1"},  // exactly one half
          {"-1", "200", 0, "-1"},
          {"-0.6", "3", 2, "-20"},
          {"-100", "100", 2, "-100"},
          {"0", "7", 2, "0"},
          {"12", "0.0000001", 2, "12000000000"},
          {"999999999999999999", "0.000000000001", 6, "9223372036854.775807"}}) {  // as far as it goes
        CAPTURE(c.part);
        CAPTURE(c.whole);
        CHECK(percent_of(number(c.part), number(c.whole), c.places).to_string() == c.percent);
    }
}

TEST_CASE("decimal: a percentage is rounded once, from the exact quotient") {
    const auto percent = [](const char* part, const char* whole, int places,
                            Rounding rounding = Rounding::nearest) {
        return percent_of(*Decimal::parse(part), *Decimal::parse(whole), places, rounding).to_string();
    };
    CHECK(percent("100", "106.9", 1) == "93.5");  // 93.5453: by way of 93.55 it would be 93.6
    CHECK(percent("100", "106.9", 2) == "93.55");
    CHECK(percent("2", "3", 1) == "66.7");
    CHECK(percent("2", "3", 1, Rounding::down) == "66.6");
    CHECK(percent("1", "3", 1, Rounding::up) == "33.4");
    CHECK(percent("1", "4", 0, Rounding::up) == "25");
    CHECK(percent("999999", "1000000", 1, Rounding::up) == "99.9");  // below 100 % never reads 100 %
    CHECK(percent("-2", "3", 1, Rounding::down) == "-66.6");
}
