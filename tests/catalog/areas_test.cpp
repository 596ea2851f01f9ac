#include "catalog/areas.h"

#include <doctest/doctest.h>

using catalog::is_for_area;
using catalog::join_areas;
using catalog::split_areas;

TEST_CASE("areas: every separator that people write parts them, and blanks belong to none") {
    const std::vector<std::string> both{"中原区", "金水区"};
    for (const char* text :
         {"中原区,金水区", "中原区，金水区", "中原区、金水区", "中原区;金水区", "中原区；金水区",
          " 中原区 , 金水区 ", "中原区，\u3000金水区", "\u00A0中原区、\t金水区\n", "，中原区，，金水区、"})
        CHECK_MESSAGE(split_areas(text) == both, text);
    CHECK(split_areas("New Town, Old Town") == std::vector<std::string>{"New Town", "Old Town"});
    CHECK(split_areas("").empty());
    CHECK(split_areas(" ，、; ").empty());
    CHECK(join_areas(both) == "中原区,金水区");
    CHECK(join_areas({}) == "");
}

TEST_CASE(
    "areas: what is for an area reaches the screens that stand in it, and what is for none reaches all") {
    CHECK(is_for_area("中原区，金水区", "金水区"));
    CHECK(is_for_area("中原区、 金水区", " 金水区"));
    CHECK(is_for_area("金水区", "中原区、金水区"));  // a hall on the border
    CHECK(!is_for_area("中原区", "金水区"));
    CHECK(!is_for_area("中原区", "中原"));
    CHECK(!is_for_area("中原区", ""));
    CHECK(is_for_area("", "金水区"));
    CHECK(is_for_area("", ""));
    CHECK(!is_for_area("，", "金水区"));  // a slip is not everywhere
}
