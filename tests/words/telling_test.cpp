#include "words/telling.h"

#include <doctest/doctest.h>

TEST_CASE("telling: where a target is written in its document is said with the title, or without one") {
    const auto zh = *words::Strings::open(words::language("zh-CN")),
               en = *words::Strings::open(words::language("en"));
    catalog::Target target;
    target.section = catalog::SectionId{"三(一)"};
    target.clause = "一是";
    catalog::Source titled, untitled;
    titled.title = {.zh = "计划", .en = "Plan"};
    // A clause that goes by its own name is a heading, and stays out.
    const catalog::Clause heading{
        .section = target.section, .id = target.clause, .name = {.zh = target.clause, .en = ""}};
    const std::vector<catalog::Clause> headings{heading}, none;
    CHECK(words::document_text(target, titled, headings, zh) == "《计划》三(一)");
    CHECK(words::document_text(target, untitled, headings, zh) == "三(一)");
    CHECK(words::document_text(target, untitled, headings, en) == "三(一)");
    CHECK(words::document_text(target, titled, none, zh) == "《计划》三(一)一是");
    CHECK(words::document_text(target, titled, none, en) == "Plan, 三(一) 一是");
    CHECK(words::document_text(target, untitled, none, zh) == "三(一)一是");
    CHECK(words::document_text(target, untitled, none, en) == "三(一) 一是");
}
