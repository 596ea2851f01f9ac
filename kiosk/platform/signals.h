#pragma once

#include <functional>
#include <thread>

namespace kiosk {

/// Turns SIGTERM and SIGINT into one call, made on a thread that sleeps until then. The signals are blocked
/// in the thread that builds this and in those it starts, so a signal cannot be lost between looking and
/// sleeping.
class EndSignals {
public:
    /// `on_end` is called once, on the other thread. Build it before anything starts threads.
    explicit EndSignals(std::function<void()> on_end);
    ~EndSignals();
    EndSignals(const EndSignals&) = delete;
    EndSignals& operator=(const EndSignals&) = delete;

private:
    int stop_ = -1;  // eventfd: written when this ends
    std::thread thread_;
};

}  // namespace kiosk
