#include "sync/agent/report.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "origin.h"
#include "sync/agent/status.h"
#include "sync/agent/token.h"

using agent::Samples;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// A device and its machine, made of files.
struct Place {
    Origin origin;
    Screen screen{origin, {.origins = {"https://origin.example"}}};
    agent::ReportMoment moment;

    Place() {
        REQUIRE(screen.agent->device().make_folders());
        moment.wall = kToday;
        moment.boot = "1f2e";
        moment.now_s = 10'000;
        moment.root = screen.folder.path() / "machine";
        moment.health_in_memory = screen.folder.path() / "run" / "health";
    }
    [[nodiscard]] std::string report() {
        return agent::make_report(screen.disk, screen.agent->device(), screen.config, moment)
            .wire(std::nullopt);
    }
    [[nodiscard]] bool says(const std::string& line) {
        const auto lines = lines_of(report());
        return std::find(lines.begin(), lines.end(), line) != lines.end();
    }
    /// Whether there is a sample of that name, with whatever labels.
    [[nodiscard]] bool has(const std::string& name) {
        const auto lines = lines_of(report());
        return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.starts_with(name + " ") || line.starts_with(name + "{");
        });
    }
    void put(const std::filesystem::path& file, const std::string& text) const {
        REQUIRE(base::make_folders(file.parent_path()));
        REQUIRE(base::write_file(file, text));
    }
    void put_health(const catalog::DisplayHealth& health) const {
        put(moment.health_in_memory, catalog::format_health(health));
    }
    [[nodiscard]] catalog::DisplayHealth health() const {
        return {.boot = "1f2e",
                .state_folder = std::filesystem::weakly_canonical(screen.state()).string(),
                .at_s = 9'970,
                .program = "0.1.0",
                .shown = std::string(64, 'a'),
                .version = "2026.11.24",
                .due = 78,
                .drawn = 77,
                .counted_s = 9'970,
                .drawn_s = 9'910};
    }
};

}  // namespace

TEST_CASE("metrics: docs/formats/telemetry.md has the table of the program") {
    std::string table =
        "| name | type | unit | labels | what it is | it is not there when |\n"
        "| --- | --- | --- | --- | --- | --- |\n";
    const auto or_stroke = [](std::string_view text) { return text.empty() ? "-" : std::string(text); };
    for (const agent::Metric& metric : agent::metrics())
        table += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", metric.name,
                             metric.kind == agent::Metric::Kind::counter ? "counter" : "gauge",
                             or_stroke(metric.unit), or_stroke(metric.labels), metric.help, metric.absent);
    const auto page =
        base::read_file(std::filesystem::path(SOURCE_FOLDER) / "docs/formats/telemetry.md").value();
    CHECK_MESSAGE(page.find("\n\n" + table + "\n") != std::string::npos,
                  "docs/formats/telemetry.md should have:\n"
                      << table);
    for (const char* word : agent::kFailingNames)
        CHECK(page.find(fmt::format("| `{}` |", word)) != page.npos);
    for (const char* word : catalog::kRungNames) CHECK(page.find(fmt::format("`{}`", word)) != page.npos);
    for (const char* word : catalog::kEndingNames) CHECK(page.find(fmt::format("`{}`", word)) != page.npos);
    for (const char* word : catalog::kDroppedNames) CHECK(page.find(fmt::format("`{}`", word)) != page.npos);
}

TEST_CASE("metrics: names follow Prometheus' conventions") {
    std::set<std::string_view> names;
    for (const agent::Metric& metric : agent::metrics()) {
        CAPTURE(metric.name);
        CHECK(names.insert(metric.name).second);
        CHECK(metric.name.starts_with("kiosk_"));
        CHECK(metric.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == metric.name.npos);
        CHECK(metric.name.ends_with("_total") == (metric.kind == agent::Metric::Kind::counter));
        CHECK(metric.name.ends_with("_seconds") == (metric.unit == "s"));
        CHECK(metric.name.ends_with("_bytes") == (metric.unit == "bytes"));
        CHECK_FALSE(metric.absent.empty());
        CHECK(metric.help.ends_with("."));
    }
}

TEST_CASE("samples: a line each, in the table's order, with what Prometheus wants of labels") {
    Samples samples;
    samples.add("kiosk_display_up", true);
    samples.add("kiosk_temperature_celsius", std::optional(48.25));
    samples.add("kiosk_uptime_seconds", std::optional<std::int64_t>{});
    samples.add("kiosk_release_info", 1, {{"sha256", "ab"}, {"version", "a \"b\"\n\\c"}});
    CHECK(samples.wire(1'795'556'040'123) ==
          "kiosk_release_info{sha256=\"ab\",version=\"a \\\"b\\\" \\\\c\"} 1 1795556040123\n"
          "kiosk_temperature_celsius 48.25 1795556040123\n"
          "kiosk_display_up 1 1795556040123\n");
    const auto lines = lines_of(samples.exposition(std::nullopt));
    REQUIRE(lines.size() == 9);
    CHECK(lines[6].starts_with("# HELP kiosk_display_up 1: the display said"));
    CHECK(lines[7] == "# TYPE kiosk_display_up gauge");
    CHECK(lines[8] == "kiosk_display_up 1");
}

TEST_CASE("samples: a label that somebody else wrote breaks nothing") {
    const auto line_of = [](std::string_view version) {
        Samples samples;
        samples.add("kiosk_build_info", 1, {{"version", version}});
        return samples.wire(std::nullopt);
    };
    CHECK(line_of("郑州 1") == "kiosk_build_info{version=\"郑州 1\"} 1\n");
    CHECK(line_of("a\xff\xe9\x83z\r\n\x7f") == "kiosk_build_info{version=\"a???z   \"} 1\n");
    CHECK(line_of(std::string(100'000, 'x')).size() < 200);
    CHECK(line_of(std::string(100'000, '"')).size() < 200);
}

TEST_CASE("report: of a device of which nothing is known nothing is said, and least of all zero") {
    Place place;
    const auto lines = lines_of(place.report());
    const std::vector<std::string> known{"kiosk_build_info{version=\"" KIOSK_VERSION "\"} 1",
                                         "kiosk_releases_quarantined 0",
                                         "kiosk_sync_interval_seconds 307",
                                         "kiosk_clock_trusted 1",
                                         "kiosk_display_up 0",
                                         "kiosk_telemetry_interval_seconds 307"};
    for (const std::string& line : lines) {
        CAPTURE(line);
        CHECK(
            (std::find(known.begin(), known.end(), line) != known.end() || line.starts_with("kiosk_disk_")));
    }
    CHECK(lines.size() == known.size() + 2);  // this disk is real
}

TEST_CASE("report: what is trusted, when the origin answered, what is current") {
    Place place;
    place.origin.release(make_catalog("first"));
    agent::Status status;
    agent::note(status, place.screen.update(), place.origin, {kToday, {}});
    REQUIRE(agent::write_status(place.screen.disk, place.screen.agent->device(), status));
    place.moment.wall = kToday + std::chrono::seconds{42};
    const auto entry = place.screen.agent->device().state().current.value();
    CHECK(place.says(
        fmt::format("kiosk_release_info{{sha256=\"{}\",version=\"{}\"}} 1", entry.sha256, entry.version)));
    CHECK(place.says("kiosk_release_since_timestamp_seconds 1796083200"));
    CHECK(place.says("kiosk_sync_contact_age_seconds 42"));
    CHECK(place.says("kiosk_trust_version{role=\"root\"} 1"));
    CHECK(place.says("kiosk_trust_version{role=\"targets\"} 2"));
    CHECK(place.has("kiosk_trust_expiry_timestamp_seconds"));
    CHECK(place.says("kiosk_sync_passes_total{outcome=\"ok\"} 1"));
    CHECK(place.says("kiosk_sync_passes_total{outcome=\"failed\"} 0"));
    CHECK_FALSE(place.has("kiosk_sync_failures_total"));

    place.origin.is_down = true;
    place.moment.wall = kToday + std::chrono::hours{1};
    agent::note(status, place.screen.update(), place.origin, {place.moment.wall, {}});
    REQUIRE(agent::write_status(place.screen.disk, place.screen.agent->device(), status));
    CHECK(place.says("kiosk_sync_contact_age_seconds 3600"));
    CHECK(place.says("kiosk_sync_passes_total{outcome=\"failed\"} 1"));
    CHECK(place.says("kiosk_sync_failures_total{reason=\"network\"} 1"));
    CHECK(place.says("kiosk_sync_failures_in_a_row 1"));
    place.moment.wall = kToday - std::chrono::hours{1};  // somebody has set the clock back
    CHECK_FALSE(place.has("kiosk_sync_contact_age_seconds"));
}

TEST_CASE("report: the machine says how it is") {
    Place place;
    const auto& root = place.moment.root;
    place.put(root / "proc/meminfo", "MemTotal: 499712 kB\nMemAvailable: 180000 kB\n");
    place.put(root / "proc/uptime", "93784.51 1.00\n");
    place.put(root / "sys/class/thermal/thermal_zone0/temp", "41500\n");
    place.put(root / "sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    place.put(root / "proc/bus/input/devices", "");
    for (const char* line : {"kiosk_memory_size_bytes 511705088", "kiosk_memory_available_bytes 180355072",
                             "kiosk_uptime_seconds 93784", "kiosk_temperature_celsius 42",
                             "kiosk_panels_connected 0", "kiosk_touch_devices 0"})
        CHECK_MESSAGE(place.says(line), line);
}

TEST_CASE("report: the display's health, while it is of this start and of this state folder") {
    Place place;
    const std::string hash(64, 'a');
    SUBCASE("as it said") {
        auto health = place.health();
        health.starts = {2, 0, 1, 0};
        health.ended[0] = 3;
        health.panel_obeys = false;
        health.hall_open = false;
        place.put_health(health);
        for (const char* line :
             {"kiosk_display_up 1", "kiosk_display_frames_due_total 78",
              "kiosk_display_frames_drawn_total 77", "kiosk_display_frame_age_seconds 90",
              "kiosk_display_starts_total{rung=\"release\"} 2",
              "kiosk_display_starts_total{rung=\"program\"} 1",
              "kiosk_display_ended_total{result=\"watchdog\"} 3", "kiosk_display_hall_open 0",
              "kiosk_display_panel_obeys 0", "kiosk_display_pages_left_out 0"})
            CHECK_MESSAGE(place.says(line), line);
        CHECK(place.says("kiosk_display_shown_info{shown=\"release\",sha256=\"" + hash +
                         "\",version=\"2026.11.24\",program=\"0.1.0\"} 1"));
    }
    SUBCASE("older than three minutes: the display is not up, and the picture's age grows") {
        place.put_health(place.health());
        place.moment.now_s = 10'151;
        CHECK(place.says("kiosk_display_up 0"));
        CHECK(place.says("kiosk_display_frame_age_seconds 241"));
    }
    SUBCASE("it has ended in good order") {
        auto health = place.health();
        health.shown.clear();
        place.put_health(health);
        CHECK(place.says("kiosk_display_up 0"));
    }
    SUBCASE("it never drew a minute") {
        auto health = place.health();
        health.drawn_s.reset();
        place.put_health(health);
        CHECK_FALSE(place.has("kiosk_display_frame_age_seconds"));
        CHECK_FALSE(place.has("kiosk_display_panel_obeys"));
    }
    SUBCASE("of another start, another folder, another time, or damaged: nothing is known") {
        auto health = place.health();
        SUBCASE("start") { health.boot = "other"; }
        SUBCASE("folder") { health.state_folder = "/var/lib/other"; }
        SUBCASE("time") { health.at_s = 10'001; }
        place.put_health(health);
        SUBCASE("damaged") { place.put(place.moment.health_in_memory, "minsheng-kiosk health 1\n"); }
        CHECK(place.says("kiosk_display_up 0"));
        CHECK_FALSE(place.has("kiosk_display_frames_due_total"));
    }
    SUBCASE("in the state folder, where systemd does not run it; the newer counts") {
        auto health = place.health();
        health.due = 90;
        health.at_s += 10;
        place.put(place.screen.state() / "display" / "health", catalog::format_health(health));
        CHECK(place.says("kiosk_display_frames_due_total 90"));
        health.at_s += 10;
        health.due = 91;
        place.put_health(health);
        CHECK(place.says("kiosk_display_frames_due_total 91"));
    }
}

TEST_CASE("report: deaths, and what is avoided now") {
    Place place;
    const catalog::DisplayLadder ladder{
        "1f2e", "program", {}, {{9'999, 1, std::string(64, 'a')}, {10'001, 1, "program"}}, 7, "", ""};
    place.put(place.screen.state() / "display" / "ladder", catalog::format_ladder(ladder));
    CHECK(place.says("kiosk_display_deaths_total 7"));
    CHECK(place.says("kiosk_display_avoided 1"));
    place.moment.boot = "other";
    CHECK(place.says("kiosk_display_avoided 0"));
}

TEST_CASE("report: a clock that is wrong dates nothing, and says by how much it is") {
    Place place;
    auto& device = place.screen.agent->device();
    const auto can_date = [&] { return agent::can_date(place.screen.disk, device, place.moment); };
    CHECK(can_date());
    CHECK_FALSE(place.has("kiosk_clock_offset_seconds"));
    // Ten minutes ago the server said that it was eleven minutes ago.
    place.moment.state = catalog::TelemetryState{
        .date = kToday - std::chrono::seconds{660}, .boot = "1f2e", .at_s = 10'000 - 600};
    CHECK(place.says("kiosk_clock_offset_seconds 60"));
    CHECK(can_date());
    place.moment.state->date = kToday - std::chrono::seconds{601 + 300};
    CHECK(place.says("kiosk_clock_offset_seconds 301"));
    CHECK_FALSE(can_date());
    place.moment.boot = "other";  // another start: perhaps it has been set meanwhile
    CHECK(can_date());
    place.put(place.screen.state() / "contact",
              catalog::format_contact({kToday, kToday + std::chrono::seconds{1}}));
    CHECK(place.says("kiosk_clock_trusted 0"));
    CHECK_FALSE(can_date());
}

TEST_CASE("report: the queue, and what was given up") {
    Place place;
    place.moment.queue = agent::QueueFacts{3, 4096};
    place.moment.state = catalog::TelemetryState{.dropped = {5, 0, 0, 0, 1}, .failures = 2};
    for (const char* line :
         {"kiosk_telemetry_queue_reports 3", "kiosk_telemetry_queue_bytes 4096",
          "kiosk_telemetry_failures_in_a_row 2", "kiosk_telemetry_dropped_total{reason=\"space\"} 5",
          "kiosk_telemetry_dropped_total{reason=\"clock\"} 1"})
        CHECK_MESSAGE(place.says(line), line);
    CHECK(place.report().find("reason=\"age\"") == std::string::npos);
}

TEST_CASE("token: one line that not everybody can read, and that no message holds") {
    TemporaryFolder folder;
    const auto file = folder.path() / "token";
    const std::string url = "https://fleet.example.org/";
    const auto put = [&](const std::string& text, mode_t mode = 0640) {
        REQUIRE(base::write_file(file, text));
        REQUIRE(::chmod(file.c_str(), mode) == 0);
    };
    const auto fails = [&](const std::string& address, const std::string& why) {
        const auto token = agent::read_token(file, address);
        REQUIRE_FALSE(token);
        CHECK(token.error().message.find(why) != std::string::npos);
        CHECK(token.error().message.find("s3cret") == std::string::npos);
    };
    fails(url, "No such file");
    put("s3cret-._~+/=\n");
    CHECK(agent::read_token(file, url) == std::string("s3cret-._~+/="));
    for (const char* here : {"http://127.0.0.1:8428/x", "http://localhost/", "http://[::1]:1/"})
        CHECK(agent::read_token(file, here));
    for (const char* open : {"http://fleet.example.org/", "http://127.0.0.1.example.org/",
                             "http://localhost.example.org/", "http://127.0.0.1@example.org/"})
        fails(open, "by https alone");
    put("s3cret", 0644);
    fails(url, "everybody can read");
    put("s3cret", 0642);
    fails(url, "everybody can read");
    for (const char* wrong : {"", "\n", "s3cret s3cret", "s3cret\nHost: x", "s3cret\r\n\r\nx"}) {
        put(wrong);
        fails(url, "holds no token");
    }
}
