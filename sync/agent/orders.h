#pragma once

#include <chrono>
#include <utility>

#include "base/result.h"
#include "base/signals.h"

namespace agent {

/// What a running agent is told by signals: SIGTERM and SIGINT to stop, SIGHUP to poll now. One in a program,
/// made before any thread.
class Orders {
public:
    /// Errors: io.
    [[nodiscard]] static base::Result<Orders> open();

    /// Takes what is waiting.
    void take();
    /// As far as it was taken. Stays true for ever.
    [[nodiscard]] bool is_stopped() const { return stopped_; }
    /// The same, until `take_poll`.
    [[nodiscard]] bool is_poll_wanted() const { return poll_wanted_; }
    /// Whether a poll was wanted.
    [[nodiscard]] bool take_poll() { return std::exchange(poll_wanted_, false); }

    /// Sleeps until `length` has passed, or an order came, and takes it. Whether it was to stop.
    [[nodiscard]] bool sleep(std::chrono::milliseconds length);
    /// Can be read when an order is waiting: for a loop, and for `Interrupt`.
    [[nodiscard]] int descriptor() const { return signals_.descriptor(); }

private:
    explicit Orders(base::Signals signals) : signals_(std::move(signals)) {}
    base::Signals signals_;
    bool stopped_ = false, poll_wanted_ = false;
};

}  // namespace agent
