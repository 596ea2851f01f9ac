#pragma once

#include <functional>

#include "base/descriptor.h"
#include "base/event_loop.h"

namespace base {

/// Tells when somebody sets the wall clock: by hand, from the network, after a sleep. Slewing it, as a
/// network time daemon does from then on, is not setting it. Where the system cannot tell, nothing is told.
class ClockWatch {
public:
    /// Calls `on_set` in a turn of the loop after the clock was set.
    ClockWatch(EventLoop& loop, std::function<void()> on_set);
    ClockWatch(const ClockWatch&) = delete;
    ClockWatch& operator=(const ClockWatch&) = delete;

private:
    void begin();
    void read();

    std::function<void()> on_set_;
    Descriptor timer_;
    EventLoop::Hook hook_;
};

}  // namespace base
