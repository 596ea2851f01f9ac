#include "words/terms.h"

#include <doctest/doctest.h>

#include <string>

namespace {

std::string found_in(std::string_view text, const std::vector<catalog::Term>& terms, const char* tag) {
    std::string ids;
    for (const catalog::Term* term : words::terms_in(text, terms, words::language(tag)))
        ids += (ids.empty() ? "" : " ") + term->id;
    return ids;
}

const std::vector<catalog::Term> kTerms{
    {"growth", {.zh = "同比", .en = "growth"}, {}},
    {"added", {.zh = "增加值", .en = "value added"}, {}},
    {"industry", {.zh = "规上工业增加值", .en = "industrial value added"}, {}},
    {"chinese", {.zh = "口径", .en = ""}, {}}};

}  // namespace

TEST_CASE("terms: of a text are found in the catalog's order, each once, the longer before those within it") {
    CHECK(found_in("规上工业增加值同比增长，同比", kTerms, "zh-CN") == "growth industry");
    CHECK(found_in("工业增加值", kTerms, "zh-CN") == "added");
    CHECK(found_in("", kTerms, "zh-CN") == "");
    CHECK(found_in("口径", kTerms, "zh-CN") == "chinese");
}

TEST_CASE("terms: each place of a term in a text is known, in the order of the text") {
    const std::string text = "力争同比，规上工业增加值同比";
    std::string found;
    for (const words::TermPlace& place : words::term_places(text, kTerms, words::language("zh-CN")))
        found += place.term->id + ":" + text.substr(place.at, place.length) + " ";
    CHECK(found == "growth:同比 industry:规上工业增加值 growth:同比 ");
}

TEST_CASE("terms: of English are whole words in any letters, and one without a name there is none") {
    CHECK(found_in("Growth of industrial Value added", kTerms, "en") == "growth industry");
    CHECK(found_in("outgrowth, growths", kTerms, "en") == "");
    CHECK(found_in("growth", {}, "en") == "");
}
