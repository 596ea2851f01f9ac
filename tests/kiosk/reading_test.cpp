#include "kiosk/app/reading.h"

#include <doctest/doctest.h>

using kiosk::Heard;
using kiosk::Reading;
using kiosk::Utterance;

namespace {

std::vector<Utterance> said(const std::vector<std::string>& all) {
    std::vector<Utterance> list;
    for (const std::string& one : all)
        list.push_back({.text = one, .spoken = one, .language = &words::language("zh-CN")});
    return list;
}

Utterance area(const std::string& name, const std::string& id) {
    Utterance one = said({name}).front();
    one.touch = one.area = id;
    return one;
}

Heard page(const std::string& place, const std::vector<std::string>& all) {
    return {.place = place,
            .page = said(all),
            .greeting = said({"greeting"}),
            .volume = said({"volume"}),
            .speed = said({"speed"})};
}

std::string words_of(const std::optional<std::vector<Utterance>>& list) {
    std::string all;
    if (!list) return "-";
    for (const Utterance& one : *list) all += (all.empty() ? "" : " ") + one.spoken;
    return all;
}

}  // namespace

TEST_CASE("reading: at first it says how to go on, then the page; of the next page all") {
    Reading reading;
    CHECK(reading.now() == nullptr);
    CHECK(words_of(reading.hear(page("a", {"one", "two"}))) == "greeting one two");
    CHECK(reading.now()->spoken == "greeting");
    CHECK(words_of(reading.hear(page("b", {"two", "three"}))) == "two three");
    CHECK(reading.now()->spoken == "two");
}

TEST_CASE("reading: what is being said is known, until all was said or it was stopped") {
    Reading reading;
    (void)reading.hear(page("a", {"one", "two"}));
    reading.set_now(2);
    CHECK(reading.now()->spoken == "two");
    reading.set_now(3);  // of a list that was longer
    CHECK(reading.now() == nullptr);
    reading.set_now(std::nullopt);
    CHECK(reading.now() == nullptr);
}

TEST_CASE("reading: of a page that looks different, what is new is said; where nothing is, it goes on") {
    Reading reading;
    (void)reading.hear(page("find", {"1", "T-", "delete"}));
    reading.set_now(1);
    CHECK(words_of(reading.hear(page("find", {"1", "T-", "delete"}))) == "-");
    CHECK(reading.now()->spoken == "1");
    CHECK(words_of(reading.hear(page("find", {"1", "T-1", "delete"}))) == "T-1");
    Heard moved = page("find", {"1", "T-1", "delete"});
    for (Utterance& one : moved.page) one.rect = {1, 1, 1, 1};
    CHECK(words_of(reading.hear(moved)) == "-");
    CHECK(words_of(reading.hear(page("find", {"1", "T-1"}))) == "-");
}

TEST_CASE("reading: a step is said, then the sentence that it interrupted and the rest") {
    Reading reading;
    Heard heard = page("a", {"one", "two", "three"});
    (void)reading.hear(heard);
    reading.set_now(2);
    heard.aloud.volume = 4;
    CHECK(words_of(reading.hear(heard)) == "volume two three");
    reading.set_now(std::nullopt);
    heard.aloud.speed = 4;
    CHECK(words_of(reading.hear(heard)) == "speed");
}

TEST_CASE("reading: the item that the keyboard goes to is said, with all it is made of") {
    Reading reading;
    Heard heard = page("a", {"one"});
    heard.page.push_back(area("jobs", "topic/jobs"));
    heard.page.push_back(area("14 targets, opens", "topic/jobs"));
    heard.page.push_back(area("back, button", "back"));
    (void)reading.hear(heard);
    heard.focus = "topic/jobs";
    CHECK(words_of(reading.hear(heard)) == "jobs 14 targets, opens");
    CHECK(words_of(reading.hear(heard)) == "-");
    heard.focus = "back";
    CHECK(words_of(reading.hear(heard)) == "back, button");
    heard.focus = "";
    CHECK(words_of(reading.hear(heard)) == "-");
    CHECK(reading.now()->spoken == "back, button");
}

TEST_CASE(
    "reading: what is asked for again begins with what is being said; when all was said, with the first") {
    Reading reading;
    CHECK(reading.again().empty());
    (void)reading.hear(page("a", {"one", "two", "three"}));
    reading.set_now(2);
    CHECK(words_of(reading.again()) == "two three");
    CHECK(reading.now()->spoken == "two");
    reading.set_now(1);  // of what is said now
    CHECK(reading.now()->spoken == "three");
    CHECK(words_of(reading.again()) == "three");
    reading.set_now(std::nullopt);
    CHECK(words_of(reading.again()) == "greeting one two three");
    Heard louder = page("a", {"one", "two", "three"});
    louder.aloud.volume = 4;
    reading.set_now(2);
    CHECK(words_of(reading.hear(louder)) == "volume two three");
}
