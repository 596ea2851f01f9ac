#include "base/string_table.h"

#include <doctest/doctest.h>

using base::parse_string_table;

TEST_CASE("string table: keys of tables are joined with a point") {
    const auto table = parse_string_table(
        "a = \"1\"\n[state]\nmet = \"已达到\"\n[about.state]\nmet = '''two\nlines'''\n", "zh.toml");
    REQUIRE(table);
    CHECK(*table ==
          base::StringTable{{"a", "1"}, {"state.met", "已达到"}, {"about.state.met", "two\nlines"}});
    CHECK(parse_string_table("", "empty.toml")->empty());
}

TEST_CASE("string table: a mistake is named with file and line") {
    const struct {
        const char* toml;
        const char* where;
        const char* what;
    } kCases[] = {
        {"a = \"1\"\nb = 2\n", "zh.toml:2: ", "b"},
        {"[s]\na = \"1\"\nb = [\"x\"]\n", "zh.toml:3: ", "s.b"},
        {"a = \"1\"\n\na = \"2\"\n", "zh.toml:3: ", "a"},
        {"[s]\na = \"1\"\n[s]\nb = \"1\"\n", "zh.toml:3: ", "s"},
        {"[s]\na = \"1\"\n[t]\n\"b.c\" = \"1\"\n[t.b]\nc = \"2\"\n", "zh.toml:", "t.b.c"},
        {"a = \"1\nb = \"2\"\n", "zh.toml:1: ", ""},
        {"a = \n", "zh.toml:1: ", ""},
        {"a = \"\xff\"\n", "zh.toml:1: ", ""},
    };
    for (const auto& one : kCases) {
        CAPTURE(one.toml);
        const auto table = parse_string_table(one.toml, "zh.toml");
        REQUIRE_FALSE(table);
        CAPTURE(table.error().message);
        CHECK(table.error().code == base::Errc::invalid);
        CHECK(table.error().message.starts_with(one.where));
        CHECK(table.error().message.find(one.what) != std::string::npos);
    }
}
