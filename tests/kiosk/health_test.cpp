#include "kiosk/app/health.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <random>
#include <set>
#include <sstream>

#include "../catalog/release_file.h"
#include "base/boot.h"
#include "kiosk/app/live.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/software_renderer.h"
#include "sync/agent/report.h"

using catalog::DisplayHealth;
using namespace std::chrono_literals;
using kiosk::Session;

namespace {

constexpr std::int64_t kStart = 100;

kiosk::HealthFacts drawn(bool is_drawn = true) { return {.is_drawn = is_drawn, .shown = "program"}; }

/// A hall by day, with a session whose time is told.
struct Hall {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::SessionSettings settings{.panel = {.width_px = 1024, .height_px = 600},
                                    .started_at = *base::parse_instant("2024-07-15T12:00:00+08:00"),
                                    .time_given = true};
};

/// Somebody who comes now and then, and touches what there is.
class Visitor {
public:
    explicit Visitor(Session& session) : session_(session) {}
    /// One visit, some of it in the minutes to come.
    void visit(Session::Time& now) {
        ++visits_;
        const std::size_t touches = 1 + random_() % 8;
        for (std::size_t i = 0; i < touches; ++i) {
            now += std::chrono::milliseconds{600 + random_() % 900};
            (void)session_.update(now);
            const auto& areas = session_.page().touch;
            const kiosk::Point at =
                areas.empty() ? kiosk::Point{500, 300} : areas[random_() % areas.size()].rect.center();
            session_.touch_down(at, now);
            session_.touch_up(at, now);
            (void)session_.update(now);
            pages_.insert(session_.address().id());
        }
    }
    [[nodiscard]] int visits() const { return visits_; }
    [[nodiscard]] std::size_t pages() const { return pages_.size(); }

private:
    Session& session_;
    std::mt19937 random_{7};
    std::set<std::string> pages_;
    int visits_ = 0;
};

/// What the agent makes of it: every byte that would leave the machine, but for what its real disk has room
/// for.
class Listener {
public:
    Listener() { REQUIRE(device_.make_folders()); }
    [[nodiscard]] std::string report_of(DisplayHealth health, std::int64_t now_s) {
        health.state_folder = std::filesystem::weakly_canonical(folder_.path()).string();
        REQUIRE(base::write_file(moment_.health_in_memory, catalog::format_health(health)));
        moment_.boot = health.boot;
        moment_.now_s = now_s;
        moment_.wall = base::Instant{std::chrono::seconds{1'796'083'200 + now_s}};
        std::istringstream lines(
            agent::make_report(disk_, device_, agent::Config{}, moment_).wire(std::int64_t{1000} * now_s));
        std::string kept;
        for (std::string line; std::getline(lines, line);)
            if (!line.starts_with("kiosk_disk_")) kept += line + "\n";
        return kept;
    }

private:
    TemporaryFolder folder_;
    base::Disk disk_{folder_.path()};
    agent::Device device_{disk_, folder_.path(), ""};
    agent::ReportMoment moment_{.root = folder_.path() / "machine",
                                .health_in_memory = folder_.path() / "health"};
};

/// What the display says in each full minute of `minutes`, and what is reported of it every five; with
/// somebody there in each of them or nobody.
struct Said {
    std::string text;
    int visits = 0;
    std::uint64_t builds = 0;  // of pages: what a careless counter would count
};
Said said_of(Hall& hall, int minutes, bool is_visited) {
    Session session{hall.library, hall.catalog, hall.settings};
    Visitor visitor{session};
    DisplayHealth health = kiosk::health_at_start({}, "1f2e", kStart, "");
    Listener listener;
    std::string said;
    Session::Time now{0};
    (void)session.update(now);
    for (int minute = 1; minute <= minutes; ++minute) {
        if (is_visited) visitor.visit(now);
        now = std::chrono::minutes{minute};
        (void)session.update(now);
        kiosk::HealthFacts facts = kiosk::facts_of(session, now, "");
        facts.is_drawn = true;
        const std::int64_t now_s = kStart + std::int64_t{60} * minute;
        health = kiosk::health_at_minute(std::move(health), facts, now_s);
        said += catalog::format_health(health);
        if (minute % 5 == 0) said += listener.report_of(health, now_s + 7);
    }
    if (is_visited) CHECK(visitor.pages() > 50);
    return {said, visitor.visits(), session.builds()};
}

}  // namespace

TEST_CASE("health: a thousand visits leave no trace in it, nor in what is reported") {
    Hall hall;
    const Said alone = said_of(hall, 1000, false), visited = said_of(hall, 1000, true);
    CHECK(visited.visits == 1000);
    CHECK(visited.builds != alone.builds);
    CHECK((alone.text == visited.text));
    CHECK(alone.text.find("due 1000\ndrawn 1000\n") != std::string::npos);
    CHECK(alone.text.find("\nkiosk_display_frames_drawn_total 1000 ") != std::string::npos);
    CHECK(alone.text.find("\nkiosk_display_frame_age_seconds 7 ") != std::string::npos);
}

TEST_CASE("health: nor do visits in a closed hall at night") {
    Hall hall;
    hall.settings.hours = {{}, {{base::make_date(2024, 7, 15), {}}, {base::make_date(2024, 7, 16), {}}}};
    const Said alone = said_of(hall, 300, false), visited = said_of(hall, 300, true);
    CHECK(visited.builds != alone.builds);
    CHECK((alone.text == visited.text));
    CHECK(alone.text.find("hall closed\n") != std::string::npos);
}

TEST_CASE("health: a minute is due whatever happens in it, and drawn when the picture stood") {
    DisplayHealth health = kiosk::health_at_start({}, "1f2e", kStart, "");
    CHECK(health.due == 0);
    health = kiosk::health_at_minute(health, drawn(), kStart + 20);  // the first is not over
    CHECK(health.due == 0);
    CHECK(health.at_s == kStart + 20);
    CHECK_FALSE(health.drawn_s);
    health = kiosk::health_at_minute(health, drawn(), kStart + 60);
    health = kiosk::health_at_minute(health, drawn(false), kStart + 121);
    CHECK(health.due == 2);
    CHECK(health.drawn == 1);
    CHECK(health.drawn_s == kStart + 60);
    // It hung for five minutes, of which the last is drawn.
    health = kiosk::health_at_minute(health, drawn(), kStart + 420);
    CHECK(health.due == 7);
    CHECK(health.drawn == 2);
    // Clocks that are set move full minutes; what is counted does not wander.
    for (int i = 1; i <= 100; ++i) health = kiosk::health_at_minute(health, drawn(), kStart + 420 + 59 * i);
    CHECK(health.due == 7 + 98);
}

TEST_CASE(
    "health: what one run of the display counted goes on with the next, until the machine starts anew") {
    DisplayHealth before = kiosk::health_at_start({}, "1f2e", kStart, "");
    before = kiosk::health_at_minute(before, drawn(), kStart + 60);
    before.starts[0] = 2;
    before.left_out = 3;
    before.panel_obeys = false;
    const auto next =
        kiosk::health_at_start(before, "1f2e", kStart + 200, "watchdog\nsuccess\nsignal\nwatchdog\nnonsense");
    CHECK(next.due == 1);
    CHECK(next.starts[0] == 2);
    CHECK(next.ended[0] == 2);  // watchdog
    CHECK(next.ended[1] == 1);  // signal
    CHECK(next.shown.empty());
    CHECK(next.left_out == 0);
    CHECK_FALSE(next.panel_obeys);
    CHECK(kiosk::health_at_minute(next, drawn(), kStart + 240).due == 4);  // dead minutes were due
    const auto other = kiosk::health_at_start(before, "another", 5, "");
    CHECK(other.due == 0);
    CHECK(other.starts[0] == 0);
    CHECK(other.counted_s == 5);
}

TEST_CASE("health: it lies where systemd wants it, else in the state folder, and is of this display") {
    TemporaryFolder folder;
    const catalog::StatePaths paths{folder.path() / "state"};
    REQUIRE(base::make_folders(paths.display()));
    REQUIRE(base::make_folders(folder.path() / "run"));
    base::Disk disk{paths.root};
    const auto read = [](const std::filesystem::path& file) {
        return catalog::parse_health(base::read_file(file).value_or(""));
    };
    {
        kiosk::Health health{paths, "", disk, "0.1.0", base::Log{}};
        health.begin(catalog::Rung::program, "program", "2024.7.15");
        const auto said = read(paths.health());
        REQUIRE(said);
        CHECK(said->boot == base::boot_id());
        CHECK(said->state_folder == std::filesystem::weakly_canonical(paths.root).string());
        CHECK(said->program == "0.1.0");
        CHECK(said->starts[2] == 1);
        health.end();
        CHECK(read(paths.health())->shown.empty());
    }
    REQUIRE(base::write_file(folder.path() / "run" / "ended", "watchdog\n"));
    kiosk::Health health{paths, folder.path() / "run", disk, "0.1.0", base::Log{}};
    health.begin(catalog::Rung::previous, std::string(64, 'a'), "2024.7.14");
    const auto said = read(folder.path() / "run" / "health");
    REQUIRE(said);
    CHECK(said->ended[0] == 1);
    CHECK(said->starts[1] == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "run" / "ended"));
}

TEST_CASE(
    "health: a display that is touched all the time says what one says that nobody touches, at no cost") {
    std::array<DisplayHealth, 2> said;
    std::array<std::uint64_t, 2> frames{}, wake_ups{};
    for (const bool is_touched : {false, true}) {
        TemporaryFolder folder;
        const catalog::StatePaths paths{folder.path()};
        base::Disk disk{paths.root};
        // The minute that ends in a second began a minute ago.
        DisplayHealth before;
        before.boot = base::boot_id();
        before.counted_s = base::seconds_since_boot() - 59;
        REQUIRE(base::make_folders(paths.display()));
        REQUIRE(base::write_file(paths.health(), catalog::format_health(before)));
        kiosk::Health health{paths, "", disk, "0.1.0", base::Log{}};
        Hall hall;
        hall.settings.started_at = *base::parse_instant("2024-07-15T12:00:59+08:00");
        const auto loop = std::move(base::EventLoop::open().value());
        kiosk::MemoryOutput output{{1024, 600}};
        kiosk::Compositor compositor{output};
        kiosk::LiveLog log{.length = 2s};
        std::vector<std::unique_ptr<base::Alarm>> touches;
        for (int i = 0; is_touched && i < 10; ++i)
            touches.push_back(std::make_unique<base::Alarm>(
                *loop, base::BootClock::now() + std::chrono::milliseconds{100 + 180 * i}, [&] {
                    output.push({kiosk::InputEvent::Kind::down, {500, 300}});
                    output.push({kiosk::InputEvent::Kind::up, {500, 300}});
                }));
        kiosk::run_live(*loop,
                        {.library = hall.library,
                         .compositor = compositor,
                         .panel_for = [&](kiosk::PixelSize) { return hall.settings.panel; },
                         .health = &health,
                         .measured = &log},
                        std::move(hall.catalog), hall.settings, kiosk::make_software_renderer());
        frames[is_touched ? 1 : 0] = log.frames;
        wake_ups[is_touched ? 1 : 0] = log.wake_ups;
        auto& one = said[is_touched ? 1 : 0];
        one = health.state();
        CHECK(one.due == 1);
        CHECK(one.drawn == 1);
        one.at_s = one.counted_s = 0;  // the second run is later
        one.drawn_s = 0;
        one.state_folder.clear();
    }
    CHECK(said[0] == said[1]);
    CHECK(frames[1] > frames[0]);  // there was something to see
    CHECK(wake_ups[0] <= 4);
}
