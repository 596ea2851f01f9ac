#include "base/settings.h"

#include <doctest/doctest.h>

namespace {

using base::setting_member;
using base::SettingKind;

/// One member of each type that a settings file can fill.
struct Config {
    bool lit = true;
    int turns = 3;
    std::chrono::seconds pause{40};
    double width = 2.5;
    std::optional<double> height;
    std::string name = "hall";
    std::optional<std::string> language;
    std::filesystem::path folder = "/var";
    std::vector<std::string> addresses{"a"};
    friend bool operator==(const Config&, const Config&) = default;
};

bool is_lower(std::string_view text) { return text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == text.npos; }

constexpr base::Setting kTable[] = {
    {.name = "one.lit", .member = setting_member<&Config::lit>, .doc = ""},
    {.name = "one.turns", .member = setting_member<&Config::turns>, .least = 0, .most = 9, .doc = ""},
    {.name = "one.pause_s", .member = setting_member<&Config::pause>, .unit = "s", .most = 60, .doc = ""},
    {.name = "two.width", .member = setting_member<&Config::width>, .least = 1, .most = 4, .doc = ""},
    {.name = "two.height", .member = setting_member<&Config::height>, .least = 1, .most = 4, .doc = ""},
    {.name = "two.name",
     .member = setting_member<&Config::name>,
     .is_right = is_lower,
     .must_be = "a name in small letters",
     .doc = ""},
    {.name = "two.language", .member = setting_member<&Config::language>, .doc = ""},
    {.name = "two.folder", .member = setting_member<&Config::folder>, .doc = ""},
    {.name = "two.addresses", .member = setting_member<&Config::addresses>, .doc = ""},
};

}  // namespace

TEST_CASE("settings: a row has the kind and the default of its member, and without a file the struct stays") {
    CHECK(kTable[0].member.kind == SettingKind::flag);
    CHECK(kTable[1].member.kind == SettingKind::whole);
    CHECK(kTable[2].member.kind == SettingKind::whole);
    CHECK(kTable[3].member.kind == SettingKind::number);
    CHECK(kTable[4].member.kind == SettingKind::number);
    CHECK(kTable[5].member.kind == SettingKind::text);
    CHECK(kTable[6].member.kind == SettingKind::text);
    CHECK(kTable[7].member.kind == SettingKind::text);
    CHECK(kTable[8].member.kind == SettingKind::texts);
    const base::Settings settings{kTable};
    CHECK(base::format_setting(settings.value("one.pause_s")) == "40");
    CHECK(base::format_setting(settings.value("two.height")).empty());
    CHECK(base::format_setting(settings.value("two.addresses")) == "[\"a\"]");
    CHECK(settings.as<Config>() == Config{});
}

TEST_CASE("settings: every kind of value arrives in its member") {
    const auto settings = base::Settings::parse(kTable,
                                                "[one]\nlit = false\nturns = 9\npause_s = 0\n"
                                                "[two]\nwidth = 1\nheight = 3.5\nname = \"door\"\nlanguage = "
                                                "\"en\"\nfolder = \"/srv\"\naddresses = [\"b\", \"c\"]\n",
                                                "f");
    REQUIRE(settings);
    const Config expected{false, 9, std::chrono::seconds{0}, 1, 3.5, "door", "en", "/srv", {"b", "c"}};
    CHECK(settings->as<Config>() == expected);
    CHECK(settings->origin("two.folder") == "f:10");
}

TEST_CASE("settings: a text that its row does not let stand is refused in the row's words") {
    const auto wrong = base::Settings::parse(kTable, "[two]\nname = \"Door\"\n", "f");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().message == "f:2: two.name = \"Door\"; it must be a name in small letters");
    const auto empty = base::Settings::parse(kTable, "[two]\nname = \"\"\n", "f");
    REQUIRE(empty);
    CHECK(empty->as<Config>().name.empty());
}
