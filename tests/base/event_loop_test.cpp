#include "base/event_loop.h"

#include <doctest/doctest.h>
#include <sys/timex.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <thread>

#include "base/clock_watch.h"
#include "base/folder_watch.h"
#include "base/signals.h"

using base::BootClock;
using base::EventLoop;
using namespace std::chrono_literals;

namespace {

/// A part that is due when it is told to be, and writes its name where it acts.
struct Due : EventLoop::Part {
    Due(std::string& log_of, char name_of, EventLoop::Time at = EventLoop::kNever)
        : log(log_of), name(name_of), due(at) {}
    EventLoop::Time next_due() override { return due; }
    void act() override {
        log += name;
        due = EventLoop::kNever;
        if (then) then();
    }
    std::string& log;
    char name;
    EventLoop::Time due;
    std::function<void()> then;
};

struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        out = base::Descriptor{ends[0]};
        in = base::Descriptor{ends[1]};
    }
    void write() const { REQUIRE(::write(in.number(), "x", 1) == 1); }
    void read() const {
        char one = 0;
        REQUIRE(::read(out.number(), &one, 1) == 1);
    }
    base::Descriptor out, in;
};

/// A turn that does not sleep: a part without anything to do is due at once.
void look(EventLoop& loop) {
    std::string nowhere;
    Due now{nowhere, '-', EventLoop::kNow};
    const auto hook = loop.add(now);
    loop.turn();
}

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "loop-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        outer_ = name;
    }
    ~Folder() { std::filesystem::remove_all(outer_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::filesystem::path path() const { return outer_ / "state"; }
    void make() const { std::filesystem::create_directory(path()); }
    void write(const char* name) const { std::ofstream(path() / name) << "text\n"; }
    void rename_to(const char* name) const {
        write("new");
        std::filesystem::rename(path() / "new", path() / name);
    }

private:
    std::filesystem::path outer_;
};

}  // namespace

TEST_CASE("event loop: it sleeps until a pipe can be read, and tells as long as it can") {
    const auto loop = std::move(EventLoop::open().value());
    const Pipe pipe;
    int calls = 0;
    auto hook = loop->watch(pipe.out.number(), [&] { ++calls; });
    REQUIRE(hook);
    look(*loop);
    CHECK(calls == 0);
    pipe.write();
    loop->turn();
    loop->turn();
    CHECK(calls == 2);
    pipe.read();
    look(*loop);
    CHECK(calls == 2);
    pipe.write();
    *hook = {};
    look(*loop);
    CHECK(calls == 2);
    CHECK(loop->turns() == 5);
}

TEST_CASE("event loop: a connection whose other end is gone is told of") {
    const auto loop = std::move(EventLoop::open().value());
    Pipe pipe;
    int calls = 0;
    const auto hook = loop->watch(pipe.out.number(), [&] { ++calls; });
    REQUIRE(hook);
    pipe.in = {};
    loop->turn();
    CHECK(calls == 1);
}

TEST_CASE("event loop: it sleeps until the first part is due, to the moment and no longer") {
    const auto loop = std::move(EventLoop::open().value());
    std::string log;
    const auto start = BootClock::now();
    Due later{log, 'l', start + 1h}, soon{log, 's', start + 3ms}, never{log, 'n'};
    const auto hooks = {loop->add(later), loop->add(soon), loop->add(never)};
    loop->turn();
    CHECK(log == "s");
    CHECK(BootClock::now() >= start + 3ms);
    CHECK(loop->turns() == 1);
}

TEST_CASE("event loop: parts that are due act in the order of adding, whatever was due first, once a turn") {
    const auto loop = std::move(EventLoop::open().value());
    std::string log;
    const auto now = BootClock::now();
    Due a{log, 'a', now - 1s}, b{log, 'b', now - 1h}, c{log, 'c', EventLoop::kNow}, d{log, 'd', now + 1h};
    const auto hooks = {loop->add(a), loop->add(b), loop->add(c), loop->add(d)};
    c.then = [&] { a.due = c.due = EventLoop::kNow; };  // too late for this turn
    loop->turn();
    CHECK(log == "abc");
    c.then = nullptr;
    loop->turn();
    CHECK(log == "abcac");
}

TEST_CASE("event loop: what one part does is seen by those after it in the same turn") {
    const auto loop = std::move(EventLoop::open().value());
    std::string log;
    Due first{log, 'f', EventLoop::kNow}, second{log, 's'}, third{log, 't', EventLoop::kNow};
    const auto hooks = {loop->add(first), loop->add(second), loop->add(third)};
    first.then = [&] {
        second.due = EventLoop::kNow;
        third.due = EventLoop::kNever;
    };
    loop->turn();
    CHECK(log == "fs");
}

TEST_CASE("event loop: descriptors come before parts, in the order of adding, and may unhook one another") {
    const auto loop = std::move(EventLoop::open().value());
    const Pipe one, two, three;
    std::string log;
    Due part{log, 'p', EventLoop::kNow};
    const auto part_hook = loop->add(part);
    std::vector<EventLoop::Hook> hooks;
    const auto watch = [&](const Pipe& pipe, std::function<void()> call) {
        hooks.push_back(std::move(loop->watch(pipe.out.number(), std::move(call)).value()));
    };
    watch(one, [&] {
        log += '1';
        hooks[2] = {};
        hooks[0] = {};
    });
    watch(two, [&] { log += '2'; });
    watch(three, [&] { log += '3'; });
    three.write();
    two.write();
    one.write();
    loop->turn();
    CHECK(log == "12p");
}

TEST_CASE("event loop: another thread wakes it, and many wakes are one") {
    const auto loop = std::move(EventLoop::open().value());
    std::string log;
    Due part{log, 'p', EventLoop::kNever};
    const auto hook = loop->add(part);
    std::thread([&] {
        loop->wake();
        loop->wake();
    }).join();
    loop->turn();
    CHECK(log.empty());
    part.due = BootClock::now() + 1ms;
    loop->turn();  // would come back at once if the wakes were not taken
    CHECK(log == "p");
}

TEST_CASE("event loop: it runs until it is ended, and then nothing more acts") {
    const auto loop = std::move(EventLoop::open().value());
    std::string log;
    Due a{log, 'a', EventLoop::kNow}, b{log, 'b', EventLoop::kNow};
    const auto hooks = {loop->add(a), loop->add(b)};
    a.then = [&] {
        a.due = EventLoop::kNow;
        if (log == "aba") loop->end();
    };
    loop->run();
    CHECK(log == "aba");
    CHECK(loop->has_ended());
}

TEST_CASE("event loop: an alarm calls once") {
    const auto loop = std::move(EventLoop::open().value());
    int calls = 0;
    base::Alarm alarm{*loop, BootClock::now(), [&] { ++calls; }};
    loop->turn();
    look(*loop);
    CHECK(calls == 1);
    CHECK(alarm.next_due() == EventLoop::kNever);
}

TEST_CASE("event loop: a file of a disk is nothing to wait for, and said to be so") {
    const auto loop = std::move(EventLoop::open().value());
    const base::Descriptor file = base::open_below("/", "proc/self/exe", 0);
    const auto hook = loop->watch(file.is_open() ? file.number() : -1, [] {});
    REQUIRE_FALSE(hook);
    CHECK(hook.error().code == base::Errc::io);
}

TEST_CASE("signals: each is read by number, and strikes nobody") {
    const auto loop = std::move(EventLoop::open().value());
    auto signals = base::Signals::block({SIGUSR1, SIGUSR2});
    REQUIRE(signals);
    std::string log;
    const auto hook = loop->watch(signals->descriptor(), [&] {
        while (const auto number = signals->take()) log += *number == SIGUSR1 ? '1' : '2';
    });
    REQUIRE(hook);
    ::raise(SIGUSR2);
    loop->turn();
    CHECK(log == "2");
    ::raise(SIGUSR1);
    ::raise(SIGUSR1);
    loop->turn();
    CHECK(log == "21");
    look(*loop);
    CHECK(log == "21");
    ::raise(SIGUSR1);  // not taken: forgotten with the object
}

TEST_CASE("folder watch: it tells when the file is renamed to or written, and of no other file") {
    const auto loop = std::move(EventLoop::open().value());
    const Folder folder;
    folder.make();
    int calls = 0;
    const base::FolderWatch watch{*loop, folder.path() / "", "current", [&] { ++calls; }};
    folder.rename_to("contact");
    folder.write("current.new");
    loop->turn();
    CHECK(calls == 0);
    folder.rename_to("current");
    loop->turn();
    CHECK(calls == 1);
    folder.write("current");
    loop->turn();
    CHECK(calls == 2);
    look(*loop);
    CHECK(calls == 2);
}

TEST_CASE("folder watch: a folder that comes later, or goes and is made anew, is told of and watched") {
    const auto loop = std::move(EventLoop::open().value());
    const Folder folder;
    int calls = 0;
    const base::FolderWatch watch{*loop, folder.path(), "current", [&] { ++calls; }};
    folder.make();
    loop->turn();
    CHECK(calls == 1);
    folder.rename_to("current");
    loop->turn();
    CHECK(calls == 2);
    std::filesystem::remove_all(folder.path());
    loop->turn();
    CHECK(calls == 2);
    folder.make();
    loop->turn();
    CHECK(calls == 3);
    folder.rename_to("current");
    loop->turn();
    CHECK(calls == 4);
    std::filesystem::rename(folder.path(), folder.path().string() + ".old");
    loop->turn();
    std::ofstream(folder.path().string() + ".old/current") << "of no concern";
    folder.make();
    loop->turn();
    CHECK(calls == 5);
    folder.write("current");
    loop->turn();
    CHECK(calls == 6);
}

TEST_CASE("folder watch: a folder whose parent comes later is found when it is renewed") {
    const auto loop = std::move(EventLoop::open().value());
    const Folder folder;
    int calls = 0;
    base::FolderWatch watch{*loop, folder.path() / "display", "report", [&] { ++calls; }};
    std::filesystem::create_directories(folder.path() / "display");
    look(*loop);
    CHECK(calls == 0);
    watch.renew();
    watch.renew();
    folder.write("display/report");
    loop->turn();
    CHECK(calls == 1);
}

TEST_CASE("clock watch: it tells when the wall clock is set, and of nothing else") {
    const auto loop = std::move(EventLoop::open().value());
    int calls = 0;
    const base::ClockWatch watch{*loop, [&] { ++calls; }};
    look(*loop);
    CHECK(calls == 0);
    // To and fro by a nanosecond, where this is allowed at all: whatever sets the clock goes this way.
    for (const long offset : {1L, -1L}) {
        timex change{};
        change.modes = ADJ_SETOFFSET | ADJ_NANO;
        change.time.tv_sec = offset < 0 ? -1 : 0;
        change.time.tv_usec = offset < 0 ? 999'999'999 : 1;
        if (::adjtimex(&change) < 0) {
            MESSAGE("not tried: this user may not set the clock: " << std::strerror(errno));
            return;
        }
        loop->turn();
    }
    CHECK(calls == 2);
    look(*loop);
    CHECK(calls == 2);
}
