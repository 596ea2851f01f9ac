#pragma once

#include <functional>

#include "base/event_loop.h"
#include "base/notify.h"

namespace base {

/// Says to the service manager's watchdog that the program lives, from the loop that does its work: a loop
/// that hangs says nothing. Hang it up behind everything else, so that it sees what they have done. Where
/// nobody counts it is never due.
class Heartbeat : public EventLoop::Part {
public:
    using Time = EventLoop::Time;
    /// When it is not due for longer than a third of the watchdog's time, it needs no wake-up of its own.
    struct Work {
        /// Whether the program does what it is there for; asked before each beat. A beat that is left out is
        /// made up for by the next one, if that comes in time. Empty: it does as long as the loop turns.
        std::function<bool()> is_done;
        /// A moment to come at which the loop is awake anyway. Empty: none is known.
        std::function<Time()> awake_at;
    };
    /// `notify` must outlive this.
    explicit Heartbeat(const Notify& notify, Work work = Work{});

    [[nodiscard]] Time next_due() override { return due_; }
    void act() override;
    /// From within work that takes long and goes on: a beat, if the last one is long enough ago.
    void beat_at_work();

private:
    [[nodiscard]] BootClock::duration pause() const;
    void rest();

    const Notify& notify_;
    const Work work_;
    Time last_, due_ = EventLoop::kNever;
};

}  // namespace base
