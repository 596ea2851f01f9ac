#pragma once

#include <chrono>

#include "base/event_loop.h"

namespace kiosk {

/// Session time: milliseconds since this was made, by the clock that loops sleep by.
class SessionClock {
public:
    using Time = std::chrono::milliseconds;
    [[nodiscard]] Time now() const {
        return std::chrono::duration_cast<Time>(base::BootClock::now() - start_);
    }
    [[nodiscard]] base::EventLoop::Time at(Time time) const { return start_ + time; }

private:
    base::EventLoop::Time start_ = base::BootClock::now();
};

}  // namespace kiosk
