#include "base/notify.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/heartbeat.h"
#include "service_manager.h"

using base::BootClock;
using base::EventLoop;
using base::Notify;
using namespace std::chrono_literals;

namespace {

std::string path_name() {
    return (std::filesystem::temp_directory_path() / ("notify-" + std::to_string(::getpid()))).string();
}
std::string abstract_name() { return "@kiosk-notify-test-" + std::to_string(::getpid()); }

/// What the manager sets; taken back afterwards.
struct Environment {
    explicit Environment(const std::string& address) { set("NOTIFY_SOCKET", address); }
    ~Environment() {
        for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) ::unsetenv(name);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    static void set(const char* name, const std::string& value) { ::setenv(name, value.c_str(), 1); }
};

/// Turns for as long as this.
void turn_for(EventLoop& loop, BootClock::duration time) {
    base::Alarm end{loop, BootClock::now() + time, [&loop] { loop.end(); }};
    loop.run();
}

}  // namespace

TEST_CASE("notify: each message is one datagram, to a path and to an abstract name") {
    for (const std::string& name : {path_name(), abstract_name()}) {
        CAPTURE(name);
        const fakes::ServiceManager manager{name};
        const Environment environment{name};
        const Notify notify = Notify::from_environment();
        CHECK(notify.has_listener());
        CHECK(notify.ready("the first picture is shown"));
        CHECK(manager.take() == "READY=1\nSTATUS=the first picture is shown");
        CHECK(notify.status("nothing new\nWATCHDOG=trigger"));
        CHECK(manager.take() == "STATUS=nothing new WATCHDOG=trigger");
        CHECK(notify.alive());
        CHECK(manager.take() == "WATCHDOG=1");
        CHECK(notify.stopping());
        CHECK(manager.take() == "STOPPING=1");
    }
}

TEST_CASE("notify: where nobody listens, nothing happens and nothing fails") {
    const Notify notify = Notify::from_environment();
    CHECK_FALSE(notify.has_listener());
    CHECK_FALSE(notify.watchdog());
    CHECK(notify.ready("up"));
    CHECK(notify.alive());
    for (const std::string& wrong :
         {std::string("relative"), std::string("@"), "/" + std::string(200, 'x')}) {
        CAPTURE(wrong);
        const Environment environment{wrong};
        CHECK_FALSE(Notify::from_environment().has_listener());
    }
}

TEST_CASE("notify: a manager that is gone, or does not read, holds nobody up") {
    std::string name = abstract_name();
    const Notify gone{name};
    CHECK_FALSE(gone.alive());
    const fakes::ServiceManager deaf{name};
    const Notify notify{name};
    int sent = 0;
    while (sent < 1'000'000 && notify.alive()) ++sent;
    CHECK(sent < 1'000'000);
    CHECK(deaf.count() == sent);
    CHECK(notify.alive());
}

TEST_CASE("notify: the watchdog's time is for the process that it names") {
    const Environment environment{abstract_name()};
    CHECK_FALSE(Notify::from_environment().watchdog());
    Environment::set("WATCHDOG_USEC", "180000000");
    CHECK(Notify::from_environment().watchdog() == 180s);
    Environment::set("WATCHDOG_PID", std::to_string(::getpid()));
    CHECK(Notify::from_environment().watchdog() == 180s);
    Environment::set("WATCHDOG_PID", "1");
    CHECK_FALSE(Notify::from_environment().watchdog());
    Environment::set("WATCHDOG_PID", std::to_string(::getpid()));
    for (const char* wrong : {"", "0", "-5", "many", "5 s"}) {
        CAPTURE(wrong);
        Environment::set("WATCHDOG_USEC", wrong);
        CHECK_FALSE(Notify::from_environment().watchdog());
    }
}

TEST_CASE("heartbeat: beats twice in the watchdog's time, and where nobody counts it is never due") {
    const auto loop = *EventLoop::open();
    const fakes::ServiceManager manager{abstract_name()};
    const Notify uncounted{manager.address}, counted{manager.address, 40ms};
    base::Heartbeat silent{uncounted}, heart{counted};
    CHECK(silent.next_due() == EventLoop::kNever);
    const auto first = loop->add(silent), second = loop->add(heart);
    turn_for(*loop, 130ms);
    const int beats = manager.count();
    CHECK(beats >= 2);
    CHECK(beats <= 6);
}

TEST_CASE("heartbeat: no beat while what was due is not done, and again once it is") {
    const fakes::ServiceManager manager{abstract_name()};
    const Notify notify{manager.address, 180s};
    bool is_done = false;
    base::Heartbeat heart{notify, {.is_done = [&] { return is_done; }}};
    heart.act();
    CHECK(manager.take().empty());
    is_done = true;
    heart.act();
    CHECK(manager.take() == "WATCHDOG=1");
}

TEST_CASE("heartbeat: where the loop is awake anyway often enough, it needs no wake-up of its own") {
    const fakes::ServiceManager manager{abstract_name()};
    const Notify notify{manager.address, 180s};
    BootClock::time_point minute = BootClock::now() + 37s;
    base::Heartbeat heart{notify, {.awake_at = [&] { return minute; }}};
    CHECK(heart.next_due() == minute);
    minute += 60s;
    heart.act();  // 90 s are half of the time
    CHECK(heart.next_due() < minute);
    CHECK(heart.next_due() > BootClock::now() + 80s);
    minute = BootClock::now() - 1s;  // gone by: nobody is woken for it at once, and again and again
    heart.act();
    CHECK(heart.next_due() > BootClock::now() + 80s);
}

TEST_CASE("heartbeat: long work beats as it goes on, and not at each step") {
    const fakes::ServiceManager manager{abstract_name()};
    const Notify notify{manager.address, 40ms};
    base::Heartbeat heart{notify};
    const auto end = BootClock::now() + 100ms;
    while (BootClock::now() < end) heart.beat_at_work();
    const int beats = manager.count();
    CHECK(beats >= 2);
    CHECK(beats <= 10);
    const Notify nobody;
    base::Heartbeat{nobody}.beat_at_work();
}
