#include "kiosk/scenes/facts.h"

#include <doctest/doctest.h>

TEST_CASE("facts: where a target is written in its document is said with the title, or without one") {
    const auto zh = *words::Strings::open(words::language("zh-CN")),
               en = *words::Strings::open(words::language("en"));
    catalog::Target target;
    target.section = catalog::SectionId{"三(一)"};
    target.clause = "一是";
    catalog::Source titled, untitled;
    titled.title = {.zh = "计划", .en = "Plan"};
    CHECK(kiosk::place_in_document(target, false, titled, zh) == "《计划》三(一)");
    CHECK(kiosk::place_in_document(target, false, untitled, zh) == "三(一)");
    CHECK(kiosk::place_in_document(target, false, untitled, en) == "三(一)");
    CHECK(kiosk::place_in_document(target, true, titled, zh) == "《计划》三(一)一是");
    CHECK(kiosk::place_in_document(target, true, titled, en) == "Plan, 三(一) 一是");
    CHECK(kiosk::place_in_document(target, true, untitled, zh) == "三(一)一是");
    CHECK(kiosk::place_in_document(target, true, untitled, en) == "三(一) 一是");
}
