#include "kiosk/scenes/facts.h"

#include <doctest/doctest.h>

TEST_CASE("facts: where a target is written in its document is said with the title, or without one") {
    const auto zh = *words::Strings::open(words::language("zh-CN")),
               en = *words::Strings::open(words::language("en"));
    kiosk::TargetFacts facts;
    facts.target.section = catalog::SectionId{"三(一)"};
    catalog::Source titled, untitled;
    titled.title = {.zh = "计划", .en = "Plan"};
    CHECK(kiosk::document_text(facts, titled, zh) == "《计划》三(一)");
    CHECK(kiosk::document_text(facts, untitled, zh) == "三(一)");
    CHECK(kiosk::document_text(facts, untitled, en) == "三(一)");
    facts.target.clause = "一是";
    CHECK(kiosk::document_text(facts, titled, zh) == "《计划》三(一)一是");
    CHECK(kiosk::document_text(facts, titled, en) == "Plan, 三(一) 一是");
    CHECK(kiosk::document_text(facts, untitled, zh) == "三(一)一是");
    CHECK(kiosk::document_text(facts, untitled, en) == "三(一) 一是");
}
