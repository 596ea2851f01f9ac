#include "words/language.h"

#include <doctest/doctest.h>

#include <set>

#include "words/english.h"
#include "words/strings.h"

using words::find_language, words::language, words::languages_of;

namespace {

const words::Language &kChinese = language("zh-CN"), &kEnglish = language("en");

std::string said(const words::Quantity& quantity) { return quantity.number + quantity.power + quantity.unit; }

std::string english(const char* value, const catalog::Bilingual& unit) {
    return said(kEnglish.quantity(value, unit));
}

}  // namespace

TEST_CASE("languages: each is found by its tag, has a table of words, and every member that a page needs") {
    std::set<std::string_view> tags;
    for (const words::Language* const one : words::languages()) {
        CAPTURE(one->tag);
        CHECK(tags.insert(one->tag).second);
        CHECK(find_language(one->tag) == one);
        CHECK(words::Strings::open(*one).has_value());
        CHECK_FALSE(one->own_name.empty());
        const bool speaks = one->quantity != nullptr && one->pieces != nullptr && one->date != nullptr &&
                            one->month != nullptr;
        CHECK(speaks);
        CHECK_FALSE(one->comparisons.empty());
        CHECK_FALSE(one->spaces.empty());
    }
    CHECK(tags.count("zh-CN") == 1);
    CHECK(tags.count("en") == 1);
}

TEST_CASE("languages: a tag is found in small letters, with a region more or less; no other") {
    CHECK(find_language("ZH-cn") == &kChinese);
    CHECK(find_language("zh") == &kChinese);
    CHECK(find_language("en-GB") == &kEnglish);
    CHECK(find_language("fr") == nullptr);
    CHECK(find_language("") == nullptr);
}

TEST_CASE("languages: a release's list is offered in its order; what is unknown or for tests is left out") {
    using List = std::vector<const words::Language*>;
    CHECK(languages_of("zh-CN,en") == List{&kChinese, &kEnglish});
    CHECK(languages_of("en, zh-CN") == List{&kEnglish, &kChinese});
    CHECK(languages_of("en") == List{&kEnglish});
    CHECK(languages_of("en,en,tlh") == List{&kEnglish});
    CHECK(languages_of("") == List{&kChinese, &kEnglish});
    const List both = languages_of("zh-CN,en"), one = languages_of("en");
    CHECK(words::next_language(kChinese, both) == &kEnglish);
    CHECK(words::next_language(kEnglish, both) == &kChinese);
    CHECK(words::next_language(kEnglish, one) == nullptr);
    CHECK(words::next_language(kChinese, one) == &kEnglish);
}

TEST_CASE("languages: what has no words in one is said in the other, and which that is is known") {
    const catalog::Bilingual both{"公园", "park"}, zh{"公园", ""}, en{"", "park"}, none;
    CHECK(words::pick(both, kEnglish) == "park");
    CHECK(words::pick(zh, kEnglish) == "公园");
    CHECK(words::pick(en, kChinese) == "park");
    CHECK(&words::language_of(both, kChinese) == &kChinese);
    CHECK(&words::language_of(zh, kEnglish) == &kChinese);
    CHECK(&words::language_of(en, kChinese) == &kEnglish);
    CHECK(&words::language_of(none, kEnglish) == &kEnglish);
}

TEST_CASE(
    "english: below a million a number is written out, from there with its power, and nothing is rounded") {
    CHECK(english("12.65", {"万人", "people"}) == "126,500 people");
    CHECK(english("2500", {"亿元", "yuan"}) == "250 billion yuan");
    CHECK(english("1.5", {"万亿元", "yuan"}) == "1.5 trillion yuan");
    CHECK(english("99.9999", {"万人", "people"}) == "999,999 people");
    CHECK(english("100", {"万人", "people"}) == "1 million people");
    CHECK(english("123.4567", {"万人", "people"}) == "1.234567 million people");
    CHECK(english("-250", {"亿元", "yuan"}) == "-25 billion yuan");
    CHECK(english("1.5", {"", "million homes"}) == "1.5 million homes");
    CHECK(english("900", {"", "thousand homes"}) == "900,000 homes");
    CHECK(english("1250", {"", "million dollars"}) == "1.25 billion dollars");
    CHECK(english("1234567.123456789", {"", "tonnes"}) == "1,234,567.123456789 tonnes");
    CHECK(english("5.30", {"%", "%"}) == "5.3%");
    CHECK(english("0.5", {"", ""}) == "0.5");
    CHECK(english("Ⅱ", {"类", "class"}) == "Ⅱ class");
}

TEST_CASE("english: one is one home, and everything else is homes") {
    CHECK(english("1", {"套", "homes"}) == "1 home");
    CHECK(english("2", {"套", "homes"}) == "2 homes");
    CHECK(english("0", {"套", "homes"}) == "0 homes");
    CHECK(english("1.5", {"套", "homes"}) == "1.5 homes");
    CHECK(english("1", {"万套", "homes"}) == "10,000 homes");
    CHECK(english("0.0001", {"万套", "homes"}) == "1 home");
    CHECK(english("1", {"", "home|homes"}) == "1 home");
    CHECK(english("3", {"", "staff member|members of staff"}) == "3 members of staff");
    CHECK(english("1", {"", "staff member|members of staff"}) == "1 staff member");
    CHECK(english("1", {"", "million homes"}) == "1 million homes");
    CHECK(said(kEnglish.pieces(1, {"万套", "homes"})) == "1 home");
    CHECK(said(kEnglish.pieces(10'000, {"万套", "homes"})) == "10,000 homes");
    CHECK(said(kEnglish.pieces(10'000'000, {"", "million homes"})) == "10 million homes");
    CHECK(said(kChinese.pieces(10'000, {"万套", ""})) == "1万套");
    CHECK(said(kChinese.pieces(1, {"万套", ""})) == "1套");
}

TEST_CASE("english: the counted word is found in a unit of several") {
    struct Case {
        const char *many, *one;
    };
    for (const Case& c : {Case{"companies", "company"},
                          {"people", "person"},
                          {"buses", "bus"},
                          {"classes", "class"},
                          {"boxes", "box"},
                          {"branches", "branch"},
                          {"houses", "house"},
                          {"kilometres of road", "kilometre of road"},
                          {"yuan per worker", "yuan per worker"},
                          {"tonnes a year", "tonne a year"},
                          {"square metres", "square metre"},

                          {"km", "km"},
                          {"%", "%"},
                          {"m²", "m²"},
                          {"premises", "premises"},
                          {"crisis", "crisis"},
                          {"training places", "training place"},
                          {"children", "child"}}) {
        CAPTURE(c.many);
        CHECK(words::in_number(c.many, true) == c.one);
        CHECK(words::in_number(c.many, false) == c.many);
    }
}
