#include "kiosk/app/panel_power.h"

namespace kiosk {

using base::EventLoop;
using Way = PanelSwitch::Way;

EventLoop::Time PanelPower::next_due() {
    if (how_.way == Way::none || is_running_) return EventLoop::kNever;
    if (is_lit_ == screen_.is_lit()) return again_;
    return !screen_.is_lit() && screen_.is_fading() ? EventLoop::kNever : EventLoop::kNow;
}

/// An X server lights the panel at any movement, with or without a touch: at full minutes, when the display
/// is awake anyway, a dark screen says so again.
void PanelPower::act() {
    const bool is_lit = screen_.is_lit();
    is_lit_ = is_lit;
    if (how_.way == Way::command) return run(is_lit ? how_.on_command : how_.off_command);
    again_ = is_lit ? EventLoop::kNever : screen_.next_minute();
    if (!output_.set_lit(is_lit))
        complain("the X server has no DPMS; set hours.panel_off to \"command\" or \"none\"");
}

void PanelPower::run(const std::vector<std::string>& words) {
    auto started = Command::start(loop_, words, kLongest, [this](const base::Status& status) {
        is_running_ = false;
        if (!status) complain(status.error().message);
    });
    if (!started) return complain(started.error().message);
    command_ = std::move(*started);
    is_running_ = true;
}

void PanelPower::complain(const std::string& why) {
    if (told_.insert(why).second) log_.warning("switching the panel: " + why);
}

}  // namespace kiosk
