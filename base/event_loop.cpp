#include "base/event_loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace base {
namespace {

// The loop's own descriptors; what is hung on it is counted from 2.
constexpr std::uint64_t kTimer = 0, kWake = 1;
constexpr int kAtOnce = 16;  // what more can be read is told in the next turn

timespec timespec_of(BootClock::duration since_boot) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(since_boot);
    return {.tv_sec = whole.count(), .tv_nsec = (since_boot - whole).count()};
}

void forget_wakes(int wake) {
    std::uint64_t count = 0;
    (void)!::read(wake, &count, sizeof count);
}

}  // namespace

BootClock::time_point BootClock::now() {
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return time_point{std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec}};
}

Result<std::unique_ptr<EventLoop>> EventLoop::open() {
    std::unique_ptr<EventLoop> loop{
        new EventLoop(Descriptor{::epoll_create1(EPOLL_CLOEXEC)},
                      Descriptor{::timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC)},
                      Descriptor{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)})};
    if (!loop->listen(loop->timer_.number(), kTimer) || !loop->listen(loop->wake_.number(), kWake))
        return fail(Errc::io, fmt::format("waiting for events: {}", std::strerror(errno)));
    return loop;
}

bool EventLoop::listen(int descriptor, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    return ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

EventLoop::Hook EventLoop::add(Part& part) {
    parts_.emplace(++last_id_, &part);
    return {*this, last_id_};
}

Result<EventLoop::Hook> EventLoop::watch(int descriptor, std::function<void()> on_readable) {
    if (!listen(descriptor, ++last_id_))
        return fail(Errc::io, fmt::format("waiting for events: {}", std::strerror(errno)));
    sources_.emplace(last_id_,
                     Source{descriptor, std::make_shared<std::function<void()>>(std::move(on_readable))});
    return Hook{*this, last_id_};
}

void EventLoop::remove(std::uint64_t id) {
    parts_.erase(id);
    const auto source = sources_.find(id);
    if (source == sources_.end()) return;
    ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, source->second.descriptor, nullptr);
    sources_.erase(source);
}

void EventLoop::wake() {
    const std::uint64_t one = 1;
    while (::write(wake_.number(), &one, sizeof one) < 0 && errno == EINTR) {
    }
}

EventLoop::Time EventLoop::next_due() const {
    Time due = kNever;
    for (const auto& [id, part] : parts_) due = std::min(due, part->next_due());
    return due;
}

/// Setting it also takes back that it has run out. REQUIRES: `due` is to come.
void EventLoop::set_timer(Time due) {
    if (due == timer_set_to_) return;
    itimerspec when{};  // zero: never
    if (due != kNever) when.it_value = timespec_of(due.time_since_epoch());
    ::timerfd_settime(timer_.number(), TFD_TIMER_ABSTIME, &when, nullptr);
    timer_set_to_ = due;
}

/// What can be read afterwards, in the order in which it was hung up.
std::vector<std::uint64_t> EventLoop::sleep() {
    const Time due = next_due();
    const bool is_due = due <= BootClock::now();
    if (!is_due) set_timer(due);
    std::array<epoll_event, kAtOnce> events;
    const int count = ::epoll_wait(epoll_.number(), events.data(), kAtOnce, is_due ? 0 : -1);
    std::vector<std::uint64_t> readable;
    for (int i = 0; i < count; ++i) {
        const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
        if (id == kWake) forget_wakes(wake_.number());
        if (id > kWake) readable.push_back(id);
    }
    std::sort(readable.begin(), readable.end());
    return readable;
}

void EventLoop::turn() {
    const auto readable = sleep();
    ++turns_;
    for (const std::uint64_t id : readable) {
        const auto source = sources_.find(id);
        if (source == sources_.end()) continue;  // another has unhooked it
        const auto call = source->second.on_readable;
        (*call)();
    }
    act();
}

void EventLoop::act() {
    std::vector<std::uint64_t> order;
    for (const auto& [id, part] : parts_) order.push_back(id);
    for (const std::uint64_t id : order) {
        if (has_ended_) return;
        const auto part = parts_.find(id);
        if (part != parts_.end() && part->second->next_due() <= BootClock::now()) part->second->act();
    }
}

void EventLoop::run() {
    while (!has_ended_) turn();
}

}  // namespace base
