#include "sync/agent/status.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "origin.h"
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
    agent::note(status, screen.update(), origin, kToday);
    origin.is_down = true;
    agent::note(status, screen.update(), origin, kToday);
    agent::note(status, screen.update(), origin, kToday);
    status.next_pass = kToday;
    REQUIRE(agent::write_status(screen.disk, screen.agent->device(), status));

    const auto said = json::parse(agent::status_json(screen.disk, screen.agent->device(), true));
    CHECK(said["current"]["version"] == screen.current());
    CHECK(said["previous"].is_null());
    CHECK(said["last_contact"] == "2026-12-01T00:00:00Z");
    CHECK(said["last_error"]["message"].get<std::string>().find("no route to host") != std::string::npos);
    CHECK(said["last_error"]["advice"].get<std::string>().find("check the cable") == 0);
    CHECK(said["failures_in_a_row"] == 2);
    CHECK(said["next_poll"] == "2026-12-01T00:00:00Z");
    CHECK(said["trust"]["targets"]["version"] == 2);
    CHECK(said["display"].is_null());
    const std::string text = agent::status_text(screen.disk, screen.agent->device(), false);
    CHECK(text.find("no agent is running") != std::string::npos);

    origin.is_down = false;
    agent::note(status, screen.update(), origin, kToday);
    CHECK_FALSE(status.last_failure.has_value());
    CHECK(status.failures_in_a_row == 0);

    for (const char* damaged : {"", "{", "[]", "{\"failures_in_a_row\": 1e99}", "{\"last_error\": 5}"}) {
        REQUIRE(base::write_file(screen.state() / "agent" / "status.json", damaged));
        CHECK(json::parse(agent::status_json(screen.disk, screen.agent->device(),
                                             false))["current"]["version"] == screen.current());
    }
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
    using base::Errc;
    const Origin origin;
    for (const Errc code : {Errc::network, Errc::not_found, Errc::io, Errc::unsupported, Errc::unverified,
                            Errc::corrupt, Errc::invalid})
        CHECK(agent::advice_for({code, "x"}, origin).size() > 10);
    CHECK(agent::advice_for({Errc::unverified, "timestamp.json: expired at 2026"}, origin).find("clock") !=
          std::string::npos);
    CHECK(agent::clock_note(kToday, kToday) == "");
    CHECK(agent::clock_note(base::Instant{}, kToday).find("1970-01-01T00:00:00Z") != std::string::npos);
}

TEST_CASE(
    "config: defaults are those of the struct, the display's tables are left alone, and mistakes are named") {
    const agent::Config config = agent::make_config(base::Settings{agent::config_settings()}), stated;
    CHECK(config.state_folder == stated.state_folder);
    CHECK(config.trusted_root == stated.trusted_root);
    CHECK(config.interval == stated.interval);
    CHECK(config.connect_timeout == stated.connect_timeout);
    CHECK(config.low_speed_time == stated.low_speed_time);
    CHECK(config.metadata_timeout == stated.metadata_timeout);
    CHECK(config.download_timeout == stated.download_timeout);
    CHECK(config.max_catalog_bytes == stated.max_catalog_bytes);
    CHECK(config.origins.empty());

    const auto parse = [](const std::string& toml) {
        return base::Settings::parse(agent::config_settings(), toml, "f", agent::foreign_tables());
    };
    const auto good =
        parse("[display]\nrotation = 90\narea = \"north\"\n[sync]\norigins = [\"http://a\", \"http://b\"]\n");
    REQUIRE_MESSAGE(good, message(good));
    CHECK(agent::make_config(*good).origins == std::vector<std::string>{"http://a", "http://b"});
    CHECK(agent::make_config(*good).area == "north");
    CHECK(is_refused(parse("[sync]\norigin = 1\n"),
                     "f:2: there is no setting sync.origin; did you mean sync.origins?"));
    CHECK(is_refused(parse("[sync]\norigins = \"http://a\"\n"), "it must be a list of texts"));
    CHECK(is_refused(parse("[sync]\norigins = [1]\n"), "it must be a list of texts"));
    CHECK(is_refused(parse("[sink]\nx = 1\n"), "the nearest is [sync]"));
}

TEST_CASE("config: the example file of a device has every setting, at its default") {
    std::string all;
    std::istringstream lines(source_file("deploy/kiosk.toml"));
    for (std::string line; std::getline(lines, line);)
        all += (line.starts_with("# ") && line.find(" = ") != line.npos ? line.substr(2) : line) + "\n";
    const auto settings =
        base::Settings::parse(agent::config_settings(), all, "kiosk.toml", agent::foreign_tables());
    REQUIRE_MESSAGE(settings, message(settings));
    for (const base::Setting& setting : agent::config_settings()) {
        CAPTURE(setting.name);
        CHECK_FALSE(settings->is_default(setting.name));
        CHECK(settings->value(setting.name) == setting.default_value);
    }
}

TEST_CASE("config: docs/operating/synchronising.md has every setting as the program knows it") {
    const std::string page = source_file("docs/operating/synchronising.md");
    for (const base::Setting& setting : agent::config_settings()) {
        const std::string row = fmt::format(
            "| `{}` | `{}` | {} | {} | {} |\n", setting.name, base::format_setting(setting.default_value),
            setting.unit.empty() ? "-" : setting.unit, base::allowed_values(setting), setting.doc);
        CHECK_MESSAGE(page.find(row) != std::string::npos, row);
    }
}
