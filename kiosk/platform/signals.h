#pragma once

#include <functional>
#include <thread>

namespace kiosk {

/// From now on writing to somebody who has stopped reading is an error, and not the end of the program.
void outlive_readers();
/// From now on the program outlives the terminal that it was started from.
void outlive_terminal();

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
