#include "kiosk/platform/output_events.h"

namespace kiosk {
namespace {

constexpr std::chrono::milliseconds kBlindLook{20};  // the system does not wait for the connection

}  // namespace

OutputEvents::OutputEvents(base::EventLoop& loop, Output& output,
                           std::function<void(const InputEvent&)> on_event)
    : output_(output),
      on_event_(std::move(on_event)),
      look_every_(output.look_every()),
      part_(loop.add(*this)) {
    if (output.descriptor() < 0) return;
    auto hook = loop.watch(output.descriptor(), [this] { act(); });
    if (hook)
        descriptor_ = std::move(*hook);
    else
        look_every_ = kBlindLook;
}

base::EventLoop::Time OutputEvents::next_due() {
    if (output_.has_events()) return base::EventLoop::kNow;
    return look_every_ ? looked_ + *look_every_ : base::EventLoop::kNever;
}

void OutputEvents::act() {
    looked_ = base::BootClock::now();
    for (const InputEvent& event : output_.take_events()) on_event_(event);
}

}  // namespace kiosk
