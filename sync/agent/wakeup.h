#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/descriptor.h"
#include "base/result.h"

namespace agent {

/// Everything that a running agent waits for, on descriptors: signals, and the display's report. One in a
/// program, made before any thread: it blocks the signals that it takes.
class Wakeup {
public:
    /// Errors: io.
    [[nodiscard]] static base::Result<std::unique_ptr<Wakeup>> open();
    Wakeup(const Wakeup&) = delete;
    Wakeup& operator=(const Wakeup&) = delete;

    /// From now on a file that is put into `folder` wakes as well. Where there is no such folder yet, its
    /// being made does.
    void watch(const std::filesystem::path& folder);

    enum class Reason { due, report, poll_now, stop };
    /// Sleeps until something happens or `timeout` has passed. `stop` (SIGTERM, SIGINT) stays true for ever.
    [[nodiscard]] Reason wait(std::chrono::milliseconds timeout);

    /// Can be read when a signal is waiting: for `Interrupt`.
    [[nodiscard]] int signals() const { return signals_.number(); }
    /// Takes the signals that are waiting. A SIGHUP among them is kept for the next `wait`.
    [[nodiscard]] bool has_stopped();

private:
    Wakeup(int signals, int changes) : signals_(signals), changes_(changes) {}
    [[nodiscard]] bool take_changes();

    base::Descriptor signals_, changes_;
    int watch_ = -1, parent_watch_ = -1;
    std::string awaited_;  // the folder's name, while its parent is watched
    bool stopped_ = false, poll_now_ = false;
};

}  // namespace agent
