#pragma once

#include <functional>

#include "base/event_loop.h"
#include "kiosk/platform/output.h"

namespace kiosk {

/// An output that hangs on a loop: what happens on it is told in the turn in which it happens.
class OutputEvents : public base::EventLoop::Part {
public:
    /// `output` must outlive this. `on_event` is called for each event, in order.
    OutputEvents(base::EventLoop& loop, Output& output, std::function<void(const InputEvent&)> on_event);

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;

private:
    Output& output_;
    std::function<void(const InputEvent&)> on_event_;
    std::optional<std::chrono::milliseconds> look_every_;
    base::EventLoop::Time looked_{};
    base::EventLoop::Hook part_, descriptor_;
};

}  // namespace kiosk
