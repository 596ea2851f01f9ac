#include "kiosk/platform/window_events.h"

namespace kiosk {
namespace {

constexpr std::chrono::milliseconds kBlindLook{20};  // the system does not wait for the connection

}  // namespace

WindowEvents::WindowEvents(base::EventLoop& loop, Window& window,
                           std::function<void(const WindowEvent&)> on_event)
    : window_(window),
      on_event_(std::move(on_event)),
      look_every_(window.look_every()),
      part_(loop.add(*this)) {
    if (window.descriptor() < 0) return;
    auto hook = loop.watch(window.descriptor(), [this] { act(); });
    if (hook)
        descriptor_ = std::move(*hook);
    else
        look_every_ = kBlindLook;
}

base::EventLoop::Time WindowEvents::next_due() {
    if (window_.has_events()) return base::EventLoop::kNow;
    return look_every_ ? looked_ + *look_every_ : base::EventLoop::kNever;
}

void WindowEvents::act() {
    looked_ = base::BootClock::now();
    for (const WindowEvent& event : window_.take_events()) on_event_(event);
}

}  // namespace kiosk
