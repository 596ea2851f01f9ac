#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "base/files.h"

namespace kiosk {

/// Compares one PIN at a time with its hash, or makes its hash, on a thread of its own: that is slow on
/// purpose, and would hold up the picture. Before it looks, the attempt is on the disk.
class PinCheck {
public:
    /// `files` must outlive this, and be fit for use by two threads. `on_done` is called on the other thread.
    PinCheck(base::Files& files, std::function<void()> on_done)
        : files_(files), on_done_(std::move(on_done)) {}
    PinCheck(const PinCheck&) = delete;
    PinCheck& operator=(const PinCheck&) = delete;
    ~PinCheck();

    struct Attempt {
        std::string pin, hash;       // no hash: one is to be made
        std::filesystem::path file;  // where attempts are counted; empty: nowhere
        std::string counted;         // what is to stand there, with this one
    };
    /// What came of one.
    struct Outcome {
        bool is_right = false;
        base::Result<std::string> made;  // the hash, where one was asked for
        base::Status counted;            // errors: io: the attempt is not on the disk
    };
    [[nodiscard]] bool is_busy() const { return thread_.joinable(); }
    /// Whether `take` has something to give.
    [[nodiscard]] bool is_done() const { return is_busy() && is_done_; }
    /// REQUIRES: not busy.
    void begin(Attempt attempt);
    /// Once for each that was begun, when it is done.
    [[nodiscard]] std::optional<Outcome> take();

private:
    base::Files& files_;
    std::function<void()> on_done_;
    Attempt attempt_;
    Outcome outcome_;
    std::atomic<bool> is_done_ = false;
    std::jthread thread_;  // writes `outcome_` before `is_done_`
};

}  // namespace kiosk
