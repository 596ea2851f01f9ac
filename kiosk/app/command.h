#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/event_loop.h"

namespace kiosk {

/// Another program that runs beside ours, without a shell, input and output. Nobody waits for it: the loop
/// says when it has ended. It lives on when this goes.
class Command : public base::EventLoop::Part {
public:
    /// Told once, when it has ended: how it failed, or nothing. It may destroy the command.
    using Ended = std::function<void(const base::Status&)>;

    /// Starts it; `words` are its name, looked for in PATH where it is no path, and its arguments. After
    /// `limit` it is killed, with what it has started. Errors: io (it cannot be started).
    [[nodiscard]] static base::Result<std::unique_ptr<Command>> start(base::EventLoop& loop,
                                                                      const std::vector<std::string>& words,
                                                                      std::chrono::milliseconds limit,
                                                                      Ended ended);

    [[nodiscard]] base::EventLoop::Time next_due() override { return kill_at_; }
    void act() override;

private:
    Command(base::EventLoop& loop, pid_t process, std::string name, std::chrono::milliseconds limit,
            Ended ended);
    void finish();

    const pid_t process_;
    const std::string name_;
    const std::chrono::milliseconds limit_;
    base::EventLoop::Time kill_at_;
    bool was_killed_ = false;
    Ended ended_;
    base::Descriptor end_;  // can be read when the process has ended
    base::EventLoop::Hook part_, watch_;
};

}  // namespace kiosk
