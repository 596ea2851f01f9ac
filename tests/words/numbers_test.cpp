#include "words/numbers.h"

#include <doctest/doctest.h>

#include <string>

using catalog::Comparator, catalog::Decimal;
using words::comparator_around, words::numbers_in, words::places_of;

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");

/// "12.65e4 1/3": the numbers of a sentence, with their powers and what they are parts of.
std::string numbers(const std::string& sentence, const words::Language& language) {
    std::string all;
    for (const auto& one : numbers_in(sentence, language)) {
        all += (all.empty() ? "" : " ") + one.value.to_string();
        if (one.power != 0) all += "e" + std::to_string(one.power);
        if (!(one.of == Decimal(1))) all += "/" + one.of.to_string();
    }
    return all;
}

std::string found(const std::string& sentence, const char* value, const char* unit,
                  const words::Language& language) {
    std::string all;
    for (const auto place : places_of(sentence, value, unit, language))
        all += (all.empty() ? "" : " | ") + sentence.substr(place.begin, place.end - place.begin);
    return all;
}

std::optional<Comparator> comparator(const std::string& sentence, const char* value, const char* unit,
                                     const words::Language& language) {
    const auto places = places_of(sentence, value, unit, language);
    REQUIRE_FALSE(places.empty());
    return comparator_around(sentence, places.front(), language);
}

}  // namespace

TEST_CASE("numbers: a sentence's numbers are read with separators, powers, full width and words") {
    CHECK(numbers("新增就业12.65万人，增长6.5%左右", kChinese) == "12.65e4 6.5");
    CHECK(numbers("完成投资1,250亿元、３０个项目", kChinese) == "1250e8 30");
    CHECK(numbers("总量达到1.5万亿元，占三分之一，一半", kChinese) == "1.5e12 1/3 1/2");
    CHECK(numbers("统一规划、十分重要", kChinese).empty());
    CHECK(numbers("1.5 million homes and 13,000 officers by 2030", kEnglish) == "1.5e6 13000 2030");
    CHECK(numbers("$250-million bond, a third of it; half are Twenty", kEnglish) == "250e6 1/3 1/2 20");
    CHECK(numbers("someone attended the tenth", kEnglish).empty());
    CHECK(numbers("in 2024, 30 parks", kEnglish) == "2024 30");
    CHECK(numbers("", kEnglish).empty());
    CHECK(numbers("\xEF\xBC", kChinese).empty());
}

TEST_CASE("numbers: a value is found in every spelling, and never inside a longer one") {
    CHECK(found("新建30所，改建300所", "30", "所", kChinese) == "30所");
    CHECK(found("新建３０所", "30", "所", kChinese) == "３０所");
    CHECK(found("建设两个公园、二个广场、2 个", "2", "个", kChinese) == "两个 | 二个 | 2 个");
    CHECK(found("共50,000套", "50000", "套", kChinese) == "50,000套");
    CHECK(found("1,230 homes", "230", "homes", kEnglish).empty());
    CHECK(found("230.5 homes", "230", "homes", kEnglish).empty());
    CHECK(found("230. Homes", "230", "homes", kEnglish).empty());
    CHECK(found("Build 13,000 homes", "13000", "homes", kEnglish) == "13,000 homes");
    CHECK(found("Open Three Parks", "3", "parks", kEnglish) == "Three Parks");
    CHECK(found("one home", "1", "homes", kEnglish) == "one home");
    CHECK(found("someone home", "1", "homes", kEnglish).empty());
    CHECK(found("1.5 million homes", "1.5", "million homes", kEnglish) == "1.5 million homes");
    CHECK(found("92% of patients", "92", "%", kEnglish) == "92%");
    CHECK(found("a 5-day week", "5", "day", kEnglish) == "5-day");
    CHECK(found("完成", "", "", kChinese).empty());
}

TEST_CASE("numbers: the words around a number are a comparator") {
    CHECK(comparator("达到28%以上", "28", "%", kChinese) == Comparator::ge);
    CHECK(comparator("不超过30个", "30", "个", kChinese) == Comparator::le);
    CHECK(comparator("突破1.4万亿元", "1.4", "万亿元", kChinese) == Comparator::gt);
    CHECK(comparator("增长7%左右", "7", "%", kChinese) == Comparator::approx);
    CHECK_FALSE(comparator("新建30个公园", "30", "个", kChinese));
    CHECK(comparator("At least 150 projects", "150", "projects", kEnglish) == Comparator::ge);
    CHECK(comparator("no fewer than 150 projects", "150", "projects", kEnglish) == Comparator::ge);
    CHECK(comparator("no more than 18 weeks", "18", "weeks", kEnglish) == Comparator::le);
    CHECK(comparator("up to 18 weeks", "18", "weeks", kEnglish) == Comparator::le);
    CHECK(comparator("more than 18 weeks", "18", "weeks", kEnglish) == Comparator::gt);
    CHECK(comparator("fewer than 18 weeks", "18", "weeks", kEnglish) == Comparator::lt);
    CHECK(comparator("approximately 18 weeks", "18", "weeks", kEnglish) == Comparator::approx);
    CHECK(comparator("18 weeks or less", "18", "weeks", kEnglish) == Comparator::le);
    CHECK_FALSE(comparator("moreover 18 weeks", "18", "weeks", kEnglish));
    CHECK_FALSE(comparator("build 18 homes", "18", "homes", kEnglish));
}
