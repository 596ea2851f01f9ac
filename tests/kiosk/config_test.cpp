#include "kiosk/config.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

#include "base/files.h"
#include "kiosk/app/check_config.h"
#include "kiosk/keys.h"
#include "kiosk/opening_hours.h"
#include "settings_guide.h"

namespace {

using base::Settings;
using kiosk::config_settings;

base::Result<Settings> parsed(const std::string& toml) {
    return Settings::parse(config_settings(), toml, "kiosk.toml", kiosk::foreign_tables());
}

std::string message_of(const std::string& toml) {
    const auto settings = parsed(toml);
    return settings ? "no error" : settings.error().message;
}

std::string source_file(const std::string& name) {
    const char* root = std::getenv("KIOSK_SOURCE_DIR");
    const auto text = base::read_file(std::filesystem::path(root != nullptr ? root : ".") / name);
    REQUIRE_MESSAGE(text, name);
    return *text;
}

/// deploy/kiosk.toml with every key switched on, whatever stands behind it.
std::string with_every_key(const std::string& example) {
    std::istringstream lines(example);
    std::string all;
    for (std::string line; std::getline(lines, line);)
        all +=
            (line.starts_with("# ") && line.find(" = ") != std::string::npos ? line.substr(2) : line) + "\n";
    return all;
}

}  // namespace

TEST_CASE("config: without a file every field has the default that its struct states") {
    CHECK(kiosk::make_config(Settings{config_settings()}) == kiosk::Config{});
}

TEST_CASE("config: a file's values arrive, with the line they come from") {
    const auto settings =
        parsed("[display]\npanel_width_mm = 698\nrotation = 270\n[language]\ndefault = \"en\"\n");
    REQUIRE(settings);
    const kiosk::Config config = kiosk::make_config(*settings);
    CHECK(config.panel_width_mm == 698.0);
    CHECK(config.rotation_deg == 270);
    CHECK(config.default_language == "en");
    CHECK(settings->origin("display.rotation") == "kiosk.toml:3");
    CHECK(settings->origin("rotation.dwell_s") == "default");
}

TEST_CASE("config: every mistake names file, line and what to write instead") {
    struct Case {
        const char *toml, *message;
    };
    const Case cases[] = {
        {"[display]\nrotaton = 90",
         "kiosk.toml:2: there is no setting display.rotaton; did you mean display.rotation?"},
        {"[display]\ndwell_s = 9",
         "kiosk.toml:2: there is no setting display.dwell_s; did you mean rotation.dwell_s?"},
        {"[dislay]\nrotation = 90\nwindowed = true",
         "kiosk.toml:1: there are no settings in [dislay]; the nearest is [display]"},
        {"dwell_s = 10", "kiosk.toml:1: dwell_s stands in no table; did you mean rotation.dwell_s?"},
        {"[display]\nrotation = 45", "kiosk.toml:2: display.rotation = 45; it must be 0, 90, 180 or 270"},
        {"[display]\nrotation = \"90\"",
         "kiosk.toml:2: display.rotation is a text; it must be 0, 90, 180 or 270"},
        {"[rotation]\ndwell_s = 2",
         "kiosk.toml:2: rotation.dwell_s = 2; it must be a whole number from 3 to 600 s"},
        {"[idle]\nleave_after_s = 19",
         "kiosk.toml:2: idle.leave_after_s = 19; it must be a whole number from 20 to 300 s: whoever is slow "
         "to answer must have 20 s for it (WCAG 2.2.1)"},
        {"[rotation]\ndwell_s = 10.5",
         "kiosk.toml:2: rotation.dwell_s is a number with a fraction; it must be a whole number from 3 to "
         "600 s"},
        {"[display]\nviewing_distance_mm = nan",
         "kiosk.toml:2: display.viewing_distance_mm = nan; it must be a number from 200 to 5000 mm"},
        {"[display]\nwindowed = 1",
         "kiosk.toml:2: display.windowed is a whole number; it must be true or false"},
        {"[language]\ndefault = \"de\"", "kiosk.toml:2: language.default = \"de\"; it must be zh-CN or en"},
        {"[display]\nweb = \"targets.example.org\"",
         "kiosk.toml:2: display.web = \"targets.example.org\"; it must be an address such as "
         "\"https://targets.example.org\", of at most 100 characters without ? and #"},
        {"[hours]\nmonday = \"9-17\"",
         "kiosk.toml:2: hours.monday = \"9-17\"; it must be opening times in order, such as "
         "\"08:30-12:00, 13:30-17:30\", or \"\" for closed all day"},
        {"[hours]\nexceptions = [\"2026-10-01\"]",
         "kiosk.toml:2: hours.exceptions has \"2026-10-01\"; it must be a list such as [\"2026-10-01 "
         "closed\", \"2026-10-10 09:00-12:00\"]"},
        {"[hours]\npanel_off = \"hdmi\"",
         "kiosk.toml:2: hours.panel_off = \"hdmi\"; it must be none, dpms, ddc, cec or command"},
        {"[catalog]\nfile = [\"a\"]", "kiosk.toml:2: catalog.file is a list; it must be a text in quotes"},
        {"[keys]\nleft = [\"Left\", \"Lefft\"]",
         "kiosk.toml:2: keys.left has \"Lefft\"; it must be a list of keys as SDL names them, such as "
         "[\"Left\", \"Keypad 4\", \"F1\"]"},
        {"[keys]\ndigits = [\"F\"]",
         "kiosk.toml:2: keys.digits has \"F\"; it must be a list of keys whose names end with a digit, such "
         "as "
         "[\"1\", \"F2\"]"},
        {"[keys]\nlefft = [\"Left\"]",
         "kiosk.toml:2: there is no setting keys.lefft; did you mean keys.left?"},
        {"[keys]\nleft = \"Left\"",
         "kiosk.toml:2: keys.left is a text; it must be a list of keys as SDL names them, such as [\"Left\", "
         "\"Keypad 4\", \"F1\"]"},
        {"[keys]\nkeypad = \"none\"",
         "kiosk.toml:2: keys.keypad = \"none\"; it must be numlock, arrows or digits"},
        {"[catalog]\n\"f\\nile\" = 1",
         "kiosk.toml:2: there is no setting catalog.f?ile; did you mean catalog.file?"},
    };
    for (const auto& [text, message] : cases) {
        const auto& toml = text;  // Clang 14 captures no structured binding in a lambda, which CAPTURE makes
        CAPTURE(toml);
        CHECK(message_of(toml) == message);
    }
}

TEST_CASE("config: the address of web pages is one that a telephone can open, with a path if need be") {
    for (const char* good : {"", "https://a.example", "http://10.0.0.1:8080/targets/"}) {
        CAPTURE(good);
        CHECK(message_of(fmt::format("[display]\nweb = \"{}\"", good)) == "no error");
    }
    const std::vector<std::string> wrong{
        "a.example",    "ftp://a.example",    "https://",
        "https:///a",   "https://a b",        "https://a/?x",
        "https://a/#x", "https://市.example", "https://a/" + std::string(100, 'x')};
    for (const std::string& bad : wrong) {
        CAPTURE(bad);
        CHECK(message_of(fmt::format("[display]\nweb = \"{}\"", bad)).find("it must be an address") !=
              std::string::npos);
    }
}

TEST_CASE("config: all mistakes of a file are reported at once, in its order") {
    CHECK(message_of("[rotation]\ndwell_s = 1\n[idle]\nask_after = 60\n[display]\nrotation = 1\n") ==
          "kiosk.toml:2: rotation.dwell_s = 1; it must be a whole number from 3 to 600 s\n"
          "kiosk.toml:4: there is no setting idle.ask_after; did you mean idle.ask_after_s?\n"
          "kiosk.toml:6: display.rotation = 1; it must be 0, 90, 180 or 270");
}

TEST_CASE("config: a mistake in TOML itself names its line") {
    CHECK(message_of("[display]\nrotation = = 3\n").starts_with("kiosk.toml:2: "));
    CHECK(message_of("[display]\nrotation = 0\nrotation = 90\n").starts_with("kiosk.toml:3: "));
}

TEST_CASE("config: the guide's table is that of the program") {
    const std::string table = guide_table(config_settings());
    CHECK_MESSAGE(
        source_file("docs/operating/configuration.md").find("\n\n" + table + "\n") != std::string::npos,
        "docs/operating/configuration.md should have:\n"
            << table);
}

TEST_CASE("config: the example file is what the program says of its settings, and right when all are on") {
    const std::string example = source_file("deploy/kiosk.toml"), settings = example_of(config_settings());
    CHECK_MESSAGE(example.find(settings + "\n[sync]\n") != std::string::npos,
                  "deploy/kiosk.toml should have:\n"
                      << settings);
    CHECK(message_of(example) == "no error");
    const auto all = parsed(with_every_key(example));
    REQUIRE_MESSAGE(all, all.error().message);
    for (const base::Setting& setting : config_settings()) {
        CAPTURE(setting.name);
        CHECK_FALSE(all->is_default(setting.name));
    }
}

TEST_CASE("config: hours that do not go together are told of with their line") {
    const auto wrong = [](const std::string& toml) {
        const auto checked = kiosk::check_hours(*parsed("[hours]\n" + toml));
        return checked ? "no error" : checked.error().message;
    };
    CHECK(wrong("exceptions = [\"2026-10-01 closed\", \"2026-10-01 09:00-12:00\"]") ==
          "kiosk.toml:2: hours.exceptions has 2026-10-01 twice; write all its times in one text");
    CHECK(wrong("off_command = [\"a\"]\npanel_off = \"command\"") ==
          "kiosk.toml:3: hours.panel_off = \"command\" needs hours.on_command, a list of a program and its "
          "arguments");
    CHECK(wrong("panel_off = \"dpms\"") == "no error");
}

TEST_CASE("config: --check-config says today's hours and the next change") {
    const kiosk::Hours hours =
        kiosk::make_hours(kiosk::make_config(*parsed("[hours]\nmonday = \"8:30-17:30\"\nsunday = \"\"")));
    const auto said = [](const kiosk::Hours& of, const char* now) {
        return kiosk::describe_hours(of, *base::parse_instant(now), base::TimeZone());
    };
    CHECK(said(hours, "2026-11-30T09:00") ==
          "hours today                  08:30-17:30      open now, at 2026-11-30 09:00\n"
          "hours next change            2026-11-30 17:30 closes\n");
    CHECK(said(hours, "2026-11-29T09:00") ==
          "hours today                  closed           closed now, at 2026-11-29 09:00\n"
          "hours next change            2026-11-30 08:30 opens\n");
    CHECK(said({}, "2026-11-29T09:00") ==
          "hours today                  open all day     open now, at 2026-11-29 09:00\n"
          "hours next change            none\n");
}

TEST_CASE("keys: the defaults are what a keyboard and a keypad have always done") {
    const auto keys = kiosk::make_keys(Settings{config_settings()});
    REQUIRE(keys);
    using kiosk::Key;
    struct Case {
        Key key;
        std::vector<const char*> names;
    };
    const std::vector<Case> cases{{Key::left, {"Left", "Keypad 4"}},
                                  {Key::right, {"Right", "Keypad 6"}},
                                  {Key::up, {"Up", "Keypad 8"}},
                                  {Key::down, {"Down", "Keypad 2"}},
                                  {Key::activate, {"Return", "Keypad Enter", "Keypad 5", "Space"}},
                                  {Key::back, {"Escape", "Keypad 0"}},
                                  {Key::home, {"Home", "Keypad 7"}},
                                  {Key::read_aloud, {"r", "Keypad *", "*"}},
                                  {Key::louder, {"+", "=", "Keypad +", "VolumeUp"}},
                                  {Key::quieter, {"-", "Keypad -", "VolumeDown"}},
                                  {Key::next_speed, {"/", "Keypad /"}},
                                  {kiosk::digit_key(7), {"7"}}};
    for (const Case& one : cases)
        for (const char* const name : one.names) {
            CAPTURE(name);
            CHECK(keys->find(name) == one.key);
        }
    CHECK_FALSE(keys->find("Q"));
    CHECK_FALSE(keys->find("Numlock"));
    CHECK(keys->find("Keypad 7", true) == kiosk::digit_key(7));
    CHECK(keys->find("Keypad 0", true) == kiosk::digit_key(0));
    CHECK(keys->find("Keypad Enter", true) == Key::activate);
}

TEST_CASE("keys: a file gives a key another meaning, and the keypad one that NumLock does not change") {
    const auto settings = parsed(
        "[keys]\nleft = [\"F23\"]\nhome = [\"Space\", \"Space\"]\n"
        "digits = [\"F1\"]\nkeypad = \"arrows\"\nstop = []\n");
    REQUIRE(settings);
    const auto keys = kiosk::make_keys(*settings);
    REQUIRE(keys);
    CHECK(keys->find("F23") == kiosk::Key::left);
    CHECK_FALSE(keys->find("Left"));
    CHECK(keys->find("Space") == kiosk::Key::home);  // and no longer what it is by default
    CHECK(keys->find("Return") == kiosk::Key::activate);
    CHECK(keys->find("F1") == kiosk::digit_key(1));
    CHECK_FALSE(keys->find("2"));
    CHECK_FALSE(keys->find("S"));
    CHECK(keys->find("Keypad 6", true) == kiosk::Key::right);
    const auto typing = kiosk::make_keys(*parsed("[keys]\nkeypad = \"digits\""));
    CHECK(typing->find("Keypad 6") == kiosk::digit_key(6));
}

TEST_CASE("keys: a file that gives one key to two actions is told of both lines") {
    const auto settings = parsed("[keys]\nhome = [\"f1\"]\nleft = [\"Left\", \"F1\"]\n");
    REQUIRE(settings);
    const auto keys = kiosk::make_keys(*settings);
    REQUIRE_FALSE(keys);
    CHECK(
        keys.error().message ==
        "kiosk.toml:2: keys.home and keys.left (kiosk.toml:3) both have the key \"f1\"; it can do one thing");
}

TEST_CASE("panel: settings come before the panel's own word, which comes before 32 inches") {
    const kiosk::FoundPanel found{{960, 540}, "card0-HDMI-A-1"};
    kiosk::Config config;
    CHECK(kiosk::measure_panel(config, {1920, 1080}, std::nullopt).panel.mm_per_px ==
          doctest::Approx(0.36897));
    CHECK(kiosk::measure_panel(config, {1920, 1080}, std::nullopt).origin == "default: 32 inches");
    CHECK(kiosk::measure_panel(config, {1920, 1080}, found).panel.mm_per_px == doctest::Approx(0.5));
    CHECK(kiosk::measure_panel(config, {1920, 1080}, found).origin == "EDID of card0-HDMI-A-1");
    config.panel_height_mm = 270;
    CHECK(kiosk::measure_panel(config, {1920, 1080}, found).panel.mm_per_px == doctest::Approx(0.25));
    CHECK(kiosk::measure_panel(config, {1920, 1080}, found).origin == "settings");
}

TEST_CASE("panel: where width and height disagree, nothing becomes too small") {
    kiosk::Config config;
    config.panel_width_mm = 960;   // 0.5 mm a pixel
    config.panel_height_mm = 432;  // 0.4
    CHECK(kiosk::measure_panel(config, {1920, 1080}, std::nullopt).panel.mm_per_px == doctest::Approx(0.4));
}

TEST_CASE("panel: turned by us or by Xorg, it keeps its millimetres") {
    const kiosk::FoundPanel found{{960, 540}, "card0-DP-1"};
    kiosk::Config config;
    config.rotation_deg = 90;
    const kiosk::Panel ours = kiosk::measure_panel(config, {1920, 1080}, found).panel;
    CHECK(ours.width_px == 1080);
    CHECK(ours.height_px == 1920);
    CHECK(ours.mm_per_px == doctest::Approx(0.5));
    config.rotation_deg = 0;
    CHECK(kiosk::measure_panel(config, {1080, 1920}, found).panel.mm_per_px == doctest::Approx(0.5));
}

TEST_CASE("panel: a size that its pixels cannot have counts as none, and somebody is asked to measure") {
    const kiosk::FoundPanel lies{{2500, 1410}, "card0-HDMI-A-1"};
    kiosk::Config config;
    const auto measured = kiosk::measure_panel(config, {1920, 1080}, lies);
    CHECK(measured.panel.mm_per_px == doctest::Approx(0.36897));
    CHECK(measured.panel.is_guess);
    CHECK_FALSE(measured.is_found);
    CHECK(measured.panel.disbelieved_width_mm == doctest::Approx(2500));
    CHECK(measured.panel.disbelieved_height_mm == doctest::Approx(1410));
    CHECK(measured.origin ==
          "default: 32 inches; 2500x1410 mm of the EDID of card0-HDMI-A-1 is no size of 1920x1080 pixels");
    CHECK(kiosk::measure_panel(config, {3840, 2160}, std::nullopt).panel.is_guess);
    CHECK(kiosk::metrics_for(measured.panel, {}).is_guess);
    const auto settings = parsed("");
    REQUIRE(settings);
    const std::string asks = "Measure the glass and set\ndisplay.panel_width_mm";
    CHECK(kiosk::describe_config(*settings, {1920, 1080}, lies).find(asks) != std::string::npos);
    CHECK(kiosk::describe_config(*settings, {1920, 1080}, kiosk::FoundPanel{{698, 393}, "card0-DP-1"})
              .find(asks) == std::string::npos);
    config.panel_width_mm = 698;
    CHECK_FALSE(kiosk::measure_panel(config, {1920, 1080}, lies).panel.is_guess);
}

TEST_CASE("check-config: every setting stands with its value and where it comes from") {
    const auto settings = parsed("[rotation]\ndwell_s = 20\n");
    REQUIRE(settings);
    const std::string text =
        kiosk::describe_config(*settings, {1920, 1080}, kiosk::FoundPanel{{960, 540}, "card0-DP-1"});
    for (const base::Setting& setting : config_settings())
        CHECK(text.find(setting.name) != std::string::npos);
    CHECK(text.find("rotation.dwell_s             20 s             kiosk.toml:2\n") != std::string::npos);
    CHECK(text.find("display.panel_width_mm       960 mm           EDID of card0-DP-1\n") !=
          std::string::npos);
    CHECK(text.find("least touch area             40 px            20.0 mm\n") != std::string::npos);
}
