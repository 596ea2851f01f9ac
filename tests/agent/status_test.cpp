#include "sync/agent/status.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "origin.h"
#include "settings_guide.h"
#include "sync/agent/config.h"

namespace {

std::string source_file(const std::string& name) {
    return base::read_file(std::filesystem::path(SOURCE_FOLDER) / name).value();
}

}  // namespace

TEST_CASE("status: it says what is current, what failed and what to do, and survives its own file's loss") {
    Origin origin;
    origin.release(make_catalog("first"));
    Screen screen{origin};
    agent::Status status;
    agent::note(status, screen.update(), origin, {kToday, {}});
    origin.is_down = true;
    agent::note(status, screen.update(), origin, {kToday, {}});
    agent::note(status, screen.update(), origin, {kToday, {}});
    status.next_pass = kToday;
    REQUIRE(agent::write_status(screen.disk, screen.agent->device(), status));

    const auto said = json::parse(agent::report_json(screen.disk, screen.agent->device(), true).text);
    CHECK(said["current"]["version"] == screen.current());
    CHECK(said["previous"].is_null());
    CHECK(said["last_contact"] == "2026-12-01T00:00:00Z");
    CHECK(said["last_error"]["message"].get<std::string>().find("no route to host") != std::string::npos);
    CHECK(said["last_error"]["advice"].get<std::string>().find("check the cable") == 0);
    CHECK(said["failures_in_a_row"] == 2);
    CHECK(said["next_poll"] == "2026-12-01T00:00:00Z");
    CHECK(said["trust"]["targets"]["version"] == 2);
    CHECK(said["display"].is_null());
    CHECK(said["addresses"].is_array());
    const auto kept = json::parse(*base::read_file(screen.state() / "agent" / "status.json"));
    CHECK(kept["trust"] == said["trust"]);  // the display reads this file alone
    CHECK(kept["addresses"] == said["addresses"]);
    const std::string text = agent::report_text(screen.disk, screen.agent->device(), false).text;
    CHECK(text.find("no agent is running") != std::string::npos);

    origin.is_down = false;
    agent::note(status, screen.update(), origin, {kToday, {}});
    CHECK_FALSE(status.last_failure.has_value());
    CHECK(status.failures_in_a_row == 0);

    for (const char* damaged : {"", "{", "[]", "{\"failures_in_a_row\": 1e99}", "{\"last_error\": 5}"}) {
        REQUIRE(base::write_file(screen.state() / "agent" / "status.json", damaged));
        CHECK(json::parse(agent::report_json(screen.disk, screen.agent->device(), false)
                              .text)["current"]["version"] == screen.current());
    }
}

TEST_CASE("status: what cannot be read is not said to be absent") {
    Origin origin;
    origin.release(make_catalog("first"));
    Screen screen{origin};
    REQUIRE(screen.update());
    const auto text = [&] { return agent::report_text(screen.disk, screen.agent->device(), false); };
    const auto object = [&] { return agent::report_json(screen.disk, screen.agent->device(), false); };
    CHECK(text().status);
    CHECK(json::parse(object().text)["unreadable"].is_null());
    std::string file, why;
    SUBCASE("a block of `current` is lost") {
        file = "current";
        screen.disk.unreadable.insert("current");
        why = "Input/output error";
    }
    SUBCASE("`current` is damaged") {
        file = "current";
        REQUIRE(base::write_file(screen.state() / "current", "torn"));
        why = "the checksum is wrong";
    }
    SUBCASE("`contact` cannot be read") {
        file = "contact";
        screen.disk.unreadable.insert("contact");
        why = "Input/output error";
    }
    const auto said = text();
    REQUIRE_FALSE(said.status);
    CHECK(said.status.error().message.find(file) != std::string::npos);
    CHECK(said.status.error().message.find(why) != std::string::npos);
    CHECK(said.text.find("cannot be read: ") != std::string::npos);
    CHECK(said.text.find("the catalog in the program") == std::string::npos);
    CHECK(said.text.find("last pass") != std::string::npos);
    CHECK_FALSE(object().status);
    CHECK(json::parse(object().text)["unreadable"] == said.status.error().message);
    std::filesystem::remove(screen.state() / file);
    screen.disk.unreadable.clear();
    CHECK(text().status);  // not there is no fault
}

TEST_CASE("status: every kind of outcome and failure has words") {
    using Outcome = agent::Outcome;
    CHECK(agent::describe({.kind = Outcome::Kind::switched,
                           .route = Outcome::Route::delta,
                           .version = "2",
                           .metadata_bytes = 10,
                           .release_bytes = 20}) ==
          "2 is current now (delta: 10 bytes of metadata, 20 of the release)");
    CHECK(agent::describe({.kind = Outcome::Kind::held_back, .version = "2", .reason = "why"}) ==
          "2 is there but not taken: why");
}

TEST_CASE("advice: there is one for every failure, and it is chosen by its reason, not by its words") {
    using base::Errc;
    using base::Reason;
    const Origin origin;
    const agent::Clocks right{kToday, {}}, wrong{base::Instant{}, {}};
    for (const Errc code : {Errc::network, Errc::not_found, Errc::io, Errc::unsupported, Errc::unverified,
                            Errc::corrupt, Errc::invalid})
        CHECK(agent::advice_for({code, "expired at, certificate, web page"}, &origin, right).size() > 10);
    const struct {
        Reason reason;
        const char *of_right_clock, *of_wrong_clock;
    } kCases[] = {
        {Reason::no_space, "make room", "make room"},
        {Reason::busy, "wait until", "wait until"},
        {Reason::expired, "kiosk-publish timestamp; if that is done every day, look whether a cache",
         "set it"},
        {Reason::expired_offline, "which kiosk-publish timestamp cannot do", "set it"},
        {Reason::outdated, "a cache in front of the origin", "a cache in front of the origin"},
        {Reason::not_yet_valid, "the clock of this device, which says 2026-12-01T00:00:00Z", "set it"},
        {Reason::certificate, "sync.ca_file", "set it"},
        {Reason::redirected, "set it in sync.origins", "set it in sync.origins"},
        {Reason::web_page, "log this device in", "log this device in"},
        {Reason::too_large, "sync.max_catalog_mb", "sync.max_catalog_mb"}};
    for (const auto& one : kCases) {
        CAPTURE(static_cast<int>(one.reason));
        const base::Error error{Errc::network, "x", one.reason};
        const std::string right_words = agent::advice_for(error, &origin, right),
                          wrong_words = agent::advice_for(error, &origin, wrong);
        CAPTURE(right_words);
        CHECK(right_words.find(one.of_right_clock) != std::string::npos);
        CHECK(wrong_words.find(one.of_wrong_clock) != std::string::npos);
    }
    CHECK(agent::advice_for({Errc::network, "x", Reason::not_yet_valid}, &origin, wrong)
              .starts_with("the clock says 1970-01-01T00:00:00Z, but it is 2026-"));
    CHECK(agent::advice_for({Errc::io, "x", Reason::not_ours}, nullptr, right).empty());
    CHECK(agent::with_advice({Errc::io, "what"}, "do").message == "what; do");
    CHECK(agent::with_advice({Errc::io, "what"}, "").message == "what");
    CHECK(right.note() == "");
    CHECK(wrong.note().find("1970-01-01T00:00:00Z") != std::string::npos);
}

TEST_CASE(
    "config: defaults are those of the struct, the display's tables are left alone, and mistakes are named") {
    CHECK(agent::make_config(base::Settings{agent::config_settings()}) == agent::Config{});

    const auto parse = [](const std::string& toml) {
        return base::Settings::parse(agent::config_settings(), toml, "f", agent::foreign_tables());
    };
    const auto good =
        parse("[display]\nrotation = 90\narea = \"north\"\n[sync]\norigins = [\"http://a\", \"http://b\"]\n");
    REQUIRE_MESSAGE(good, message(good));
    CHECK(agent::make_config(*good).origins == std::vector<std::string>{"http://a", "http://b"});
    CHECK(agent::make_config(*good).area == "north");
    const auto size = parse("[sync]\nmax_catalog_mb = 3\n");
    REQUIRE_MESSAGE(size, message(size));
    CHECK(agent::make_config(*size).max_catalog.bytes == 3 * 1024 * 1024);
    CHECK(is_refused(parse("[sync]\norigin = 1\n"),
                     "f:2: there is no setting sync.origin; did you mean sync.origins?"));
    CHECK(is_refused(parse("[sync]\norigins = \"http://a\"\n"), "it must be a list of texts"));
    CHECK(is_refused(parse("[sync]\norigins = [1]\n"), "it must be a list of texts"));
    CHECK(is_refused(parse("[sink]\nx = 1\n"), "the nearest is [sync]"));
}

TEST_CASE("config: the example file of a device has every setting of the agent, at its default") {
    const std::string example = source_file("deploy/kiosk.toml");
    std::vector<base::Setting> own;  // what the display has as well stands in its words
    for (const base::Setting& setting : agent::config_settings())
        if (setting.table() == "sync" || setting.table() == "telemetry") own.push_back(setting);
    CHECK_MESSAGE(example.ends_with(example_of(own)), "deploy/kiosk.toml should end in:\n"
                                                          << example_of(own));

    std::string all;
    std::istringstream lines(example);
    for (std::string line; std::getline(lines, line);)
        all += (line.starts_with("# ") && line.find(" = ") != line.npos ? line.substr(2) : line) + "\n";
    const auto settings =
        base::Settings::parse(agent::config_settings(), all, "kiosk.toml", agent::foreign_tables());
    REQUIRE_MESSAGE(settings, message(settings));
    for (const base::Setting& setting : agent::config_settings()) {
        CAPTURE(setting.name);
        CHECK_FALSE(settings->is_default(setting.name));
        CHECK(settings->value(setting.name) == setting.member.default_value());
    }
}

TEST_CASE("config: the guide's table is that of the program") {
    const std::string table = guide_table(agent::config_settings());
    CHECK_MESSAGE(
        source_file("docs/operating/synchronising.md").find("\n\n" + table + "\n") != std::string::npos,
        "docs/operating/synchronising.md should have:\n"
            << table);
}
