#include "base/clock_watch.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <limits>

namespace base {

ClockWatch::ClockWatch(EventLoop& loop, std::function<void()> on_set)
    : on_set_(std::move(on_set)), timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)) {
    if (!timer_.is_open()) return;
    begin();
    if (auto hook = loop.watch(timer_.number(), [this] { read(); })) hook_ = std::move(*hook);
}

/// A timer that never runs out, and is cancelled when the clock is set.
void ClockWatch::begin() {
    itimerspec never{};
    never.it_value.tv_sec = std::numeric_limits<decltype(never.it_value.tv_sec)>::max();
    ::timerfd_settime(timer_.number(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
}

void ClockWatch::read() {
    std::uint64_t times = 0;
    const bool is_set = ::read(timer_.number(), &times, sizeof times) < 0 && errno == ECANCELED;
    begin();
    if (is_set) on_set_();
}

}  // namespace base
