#include "kiosk/app/live.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/files.h"
#include "kiosk/app/check_config.h"
#include "kiosk/app/scanner.h"
#include "kiosk/app/screen.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/output_events.h"
#include "kiosk/platform/software_renderer.h"
#include "service_manager.h"

using base::EventLoop;
using namespace std::chrono_literals;

namespace {

/// A display in memory, whatever there is on this machine.
struct Hall {
    std::unique_ptr<EventLoop> loop = std::move(EventLoop::open().value());
    kiosk::MemoryOutput output{{1024, 600}};
    kiosk::Compositor compositor{output};
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::SessionSettings settings{.panel = {.width_px = 1024, .height_px = 600},
                                    .idle = {.before_asking = 1h},
                                    .started_at = *base::parse_instant("2024-07-15T12:00:20+08:00"),
                                    .time_given = true};

    kiosk::LiveParts parts(kiosk::LiveLog* log, const kiosk::Supervision* supervision = nullptr) {
        return {.library = library,
                .compositor = compositor,
                .panel_for = [this](kiosk::PixelSize) { return settings.panel; },
                .supervision = supervision,
                .measured = log};
    }
};

/// What hangs on the loop, somebody having touched the first picture. `cuts`: pages follow without fades.
struct Visited {
    Visited(Hall& hall, bool cuts)
        : session{hall.library, hall.catalog, hall.settings},
          glass{hall.compositor, hall.library.fonts, kiosk::make_software_renderer(), cuts, clock, nullptr},
          screen{*hall.loop, session, glass, clock, true, nullptr} {
        screen.begin();
        screen.feed({kiosk::InputEvent::Kind::down, {500, 300}});
        screen.feed({kiosk::InputEvent::Kind::up, {500, 300}});
    }
    kiosk::Session session;
    const kiosk::SessionClock clock;
    kiosk::Glass glass;
    kiosk::Screen screen;
};

}  // namespace

TEST_CASE("live: while somebody reads, all that is due is due at the next full minute") {
    Hall hall;
    Visited at{hall, true};
    REQUIRE_FALSE(at.session.is_rotating());
    CHECK(at.screen.next_due() == at.clock.at(40s));
    CHECK(at.screen.next_minute() == at.clock.at(40s));
    CHECK(at.glass.next_due() == EventLoop::kNever);
    kiosk::OutputEvents events{*hall.loop, hall.output, [](const kiosk::InputEvent&) {}};
    events.act();  // what opening the window has left
    CHECK(events.next_due() == EventLoop::kNever);
    CHECK(at.glass.frames() == 2);
}

TEST_CASE(
    "live: the focus of whoever has one switch moves when it is due, and nothing is due before and after") {
    Hall hall;
    hall.settings.scanning = kiosk::Scanning::one;
    hall.settings.scan_step = 50ms;
    kiosk::Session session{hall.library, hall.catalog, hall.settings};
    const kiosk::SessionClock clock;
    kiosk::Glass glass{hall.compositor, hall.library.fonts, kiosk::make_software_renderer(), true, clock,
                       nullptr};
    kiosk::Screen screen{*hall.loop, session, glass, clock, true, nullptr};
    kiosk::Scanner scanner{session, screen};
    const auto hook = hall.loop->add(scanner);
    screen.begin();
    CHECK(scanner.next_due() == EventLoop::kNever);
    screen.feed({.kind = kiosk::InputEvent::Kind::key, .key = kiosk::Key::activate});
    REQUIRE(scanner.next_due() != EventLoop::kNever);
    const std::string first = session.focus();
    REQUIRE_FALSE(first.empty());
    hall.loop->turn();
    CHECK(session.focus() != first);
    screen.feed({kiosk::InputEvent::Kind::down, {500, 300}});
    screen.feed({kiosk::InputEvent::Kind::up, {500, 300}});
    CHECK(scanner.next_due() == EventLoop::kNever);
}

TEST_CASE("live: a fade is drawn by frames, and nothing is due when it has ended") {
    Hall hall;
    Visited at{hall, false};
    REQUIRE(at.screen.is_fading());
    CHECK(at.glass.next_due() <= base::BootClock::now());
    const auto hook = hall.loop->add(at.glass);
    while (at.screen.is_fading()) hall.loop->turn();
    CHECK(at.glass.next_due() == EventLoop::kNever);
    CHECK(at.clock.now() >= kiosk::kFade);
    CHECK(at.glass.frames() >= 3);
}

TEST_CASE("live: whoever ends the loop ends the display, with its first picture on the glass") {
    Hall hall;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const base::Descriptor out{ends[0]}, in{ends[1]};
    const auto hook = hall.loop->watch(out.number(), [&] { hall.loop->end(); });
    REQUIRE(hook);
    REQUIRE(::write(in.number(), "x", 1) == 1);
    kiosk::LiveLog log{.length = 1h};
    std::vector<std::string> told;
    auto parts = hall.parts(&log);
    parts.log = base::Log{[&](const base::LogEntry& entry) { told.push_back(entry.message); }};
    kiosk::run_live(*hall.loop, parts, std::move(hall.catalog), hall.settings,
                    kiosk::make_software_renderer());
    CHECK(log.frames == 1);
    CHECK(log.wake_ups == 1);
    REQUIRE(told.size() == 1);
    CHECK(told[0].starts_with("shows the catalog in the program, version "));
}

TEST_CASE(
    "live: the service manager hears of the first picture, of beats while the X server answers, and of the "
    "end") {
    const fakes::ServiceManager listener{"@kiosk-live-test-" + std::to_string(::getpid())};
    const base::Notify manager{listener.address, 60ms};
    for (const bool answers : {true, false}) {
        CAPTURE(answers);
        Hall hall;
        const base::Alarm end{*hall.loop, base::BootClock::now() + 300ms, [&] { hall.loop->end(); }};
        const kiosk::Supervision supervision{manager, [=] { return answers; }};
        kiosk::run_live(*hall.loop, hall.parts(nullptr, &supervision), std::move(hall.catalog), hall.settings,
                        kiosk::make_software_renderer());
        CHECK(listener.take().starts_with("READY=1\n"));
        int beats = 0;
        std::string last;
        for (std::string next = listener.take(); !next.empty(); next = listener.take()) {
            last = next;
            if (next == "WATCHDOG=1") ++beats;
        }
        CHECK(last == "STOPPING=1");
        CHECK((beats > 0) == answers);
    }
}

TEST_CASE("live: a watchdog that is longer than two minutes costs no wake-up of its own") {
    const fakes::ServiceManager listener{"@kiosk-live-test-" + std::to_string(::getpid())};
    const base::Notify manager{listener.address, 180s};
    const kiosk::Supervision supervision{manager, {}};
    std::array<std::uint64_t, 2> wake_ups{};
    for (const bool is_supervised : {false, true}) {
        Hall hall;
        hall.settings.started_at =
            *base::parse_instant("2024-07-15T12:00:59+08:00");  // a minute is nearly over
        kiosk::LiveLog log{.length = 2s};
        kiosk::run_live(*hall.loop, hall.parts(&log, is_supervised ? &supervision : nullptr),
                        std::move(hall.catalog), hall.settings, kiosk::make_software_renderer());
        wake_ups[is_supervised ? 1 : 0] = log.wake_ups;
    }
    CHECK(wake_ups[1] == wake_ups[0]);
    CHECK(listener.take().starts_with("READY=1\n"));
    CHECK(listener.take() == "WATCHDOG=1");
    CHECK(listener.take() == "STOPPING=1");
}

namespace {

kiosk::Hours closed_today() { return {{}, {{base::make_date(2024, 7, 15), {}}}}; }

/// A closed hall, half a minute of it.
struct ClosedHall : Hall {
    std::vector<std::string> told;

    ClosedHall() {
        settings.hours = closed_today();
        settings.show_closed = 50ms;
    }
    /// With somebody who touches it after 400 ms; ends after 800 ms.
    void run(const kiosk::PanelSwitch& panel_switch) {
        const base::Alarm touch{*loop, base::BootClock::now() + 400ms, [&] {
                                    output.push({kiosk::InputEvent::Kind::down, {500, 300}});
                                    output.push({kiosk::InputEvent::Kind::up, {500, 300}});
                                }};
        const base::Alarm end{*loop, base::BootClock::now() + 800ms, [&] { loop->end(); }};
        auto all = parts(nullptr);
        all.panel_switch = panel_switch;
        all.log = base::Log{[&](const base::LogEntry& entry) {
            if (entry.message.starts_with("switching")) told.push_back(entry.message);
        }};
        settings.reduced_motion = true;
        kiosk::run_live(*loop, all, std::move(catalog), settings, kiosk::make_software_renderer());
    }
};

}  // namespace

TEST_CASE("live: outside the hours the output is switched off, and on again by a touch") {
    ClosedHall hall;
    SUBCASE("by DPMS") {
        hall.run({kiosk::PanelSwitch::Way::dpms});
        CHECK(hall.output.switched() == std::vector<bool>{true, false, true});
    }
    SUBCASE("not where the setting says nothing of it, but the picture is black") {
        hall.run({});
        CHECK(hall.output.switched().empty());
    }
    CHECK(hall.told.empty());
}

TEST_CASE("live: the ways to switch a panel off are those that hours.panel_off names") {
    using Way = kiosk::PanelSwitch::Way;
    using Words = std::vector<std::string>;
    const auto how = [](const char* name) {
        kiosk::Config config;
        config.panel_off = name;
        config.off_command = {"plug", "off"};
        config.on_command = {"plug", "on"};
        return kiosk::panel_switch_of(config);
    };
    CHECK(how("none").way == Way::none);
    CHECK(how("dpms").way == Way::dpms);
    CHECK(how("command").off_command == Words{"plug", "off"});
    CHECK(how("ddc").off_command == Words{"ddcutil", "--noverify", "setvcp", "D6", "4"});
    CHECK(how("ddc").on_command == Words{"ddcutil", "--noverify", "setvcp", "D6", "1"});
    CHECK(how("cec").off_command == Words{"cec-ctl", "--playback", "--to", "0", "--standby"});
    CHECK(how("cec").on_command == Words{"cec-ctl", "--playback", "--to", "0", "--image-view-on"});
    for (const char* name : {"command", "ddc", "cec"}) CHECK(how(name).way == Way::command);
}

TEST_CASE("live: a command switches the panel, and what goes wrong with it is told once") {
    const std::string file = "/tmp/kiosk-panel-" + std::to_string(::getpid());
    const auto note = [&](const char* words) {
        return std::vector<std::string>{"sh", "-c", fmt::format("echo {} >>{}", words, file)};
    };
    ClosedHall hall;
    SUBCASE("off and on") {
        hall.run({kiosk::PanelSwitch::Way::command, note("off"), note("on")});
        CHECK(base::read_file(file).value_or("") == "on\noff\non\n");
        CHECK(hall.told.empty());
    }
    SUBCASE("a program that fails") {
        hall.run({kiosk::PanelSwitch::Way::command, {"false"}, {"sh", "-c", "exit 3"}});
        CHECK(hall.told == std::vector<std::string>{"switching the panel: sh ended with code 3",
                                                    "switching the panel: false ended with code 1"});
    }
    SUBCASE("a program that is not there") {
        hall.run({kiosk::PanelSwitch::Way::command, {"/no/such"}, {"/no/such"}});
        CHECK(hall.told ==
              std::vector<std::string>{"switching the panel: /no/such: No such file or directory"});
    }
    ::unlink(file.c_str());
}

TEST_CASE("live: a command that does not end is killed with what it has started") {
    Hall hall;
    base::Status ended;
    auto command = kiosk::Command::start(*hall.loop, {"sh", "-c", "sleep 100 & wait"}, 50ms,
                                         [&](const base::Status& status) {
                                             ended = status;
                                             hall.loop->end();
                                         });
    REQUIRE(command);
    hall.loop->run();
    REQUIRE_FALSE(ended);
    CHECK(ended.error().message == "sh had not ended after 0.05 s");
}

TEST_CASE("live: the ruler of --check-config is drawn, and ends with the loop") {
    Hall hall;
    hall.loop->end();
    kiosk::show_ruler(
        *hall.loop, hall.library, [&](kiosk::PixelSize) { return hall.settings.panel; }, hall.compositor);
    CHECK(hall.compositor.holds_picture());
}

TEST_CASE("live: the ruler is 100 mm long on a panel that takes up another mode while it stands there") {
    Hall hall;
    hall.output.resize({800, 480});
    hall.output.push({.kind = kiosk::InputEvent::Kind::key, .key = kiosk::Key::back});
    const auto panel_for = [](kiosk::PixelSize size) {
        return kiosk::Panel{.width_px = size.width,
                            .height_px = size.height,
                            .mm_per_px = 200.0f / static_cast<float>(size.width)};
    };
    kiosk::show_ruler(*hall.loop, hall.library, panel_for, hall.compositor);
    const kiosk::Picture& picture = hall.output.picture();
    REQUIRE(picture.width == 800);
    const auto row = picture.pixels.begin() + 800 * 240;
    CHECK(std::count(row, row + 800, picture.pixels.front()) == 400);
}
