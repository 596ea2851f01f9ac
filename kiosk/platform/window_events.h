#pragma once

#include <functional>

#include "base/event_loop.h"
#include "kiosk/platform/window.h"

namespace kiosk {

/// A window that hangs on a loop: what happens on it is told in the turn in which it happens.
class WindowEvents : public base::EventLoop::Part {
public:
    /// `window` must outlive this. `on_event` is called for each event, in order.
    WindowEvents(base::EventLoop& loop, Window& window, std::function<void(const WindowEvent&)> on_event);

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;

private:
    Window& window_;
    std::function<void(const WindowEvent&)> on_event_;
    std::optional<std::chrono::milliseconds> look_every_;
    base::EventLoop::Time looked_{};
    base::EventLoop::Hook part_, descriptor_;
};

}  // namespace kiosk
