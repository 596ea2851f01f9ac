#include "kiosk/app/panel_power.h"

namespace kiosk {

using base::EventLoop;
using Way = PanelSwitch::Way;

namespace {

/// Feature D6 of MCCS is the power mode: 1 on, 4 off.
std::vector<std::string> ddc(const char* mode) { return {"ddcutil", "--noverify", "setvcp", "D6", mode}; }

/// As a player, to the television, which is at address 0.
std::vector<std::string> cec(const char* message) { return {"cec-ctl", "--playback", "--to", "0", message}; }

}  // namespace

PanelSwitch panel_switch_of(const Config& config) {
    if (config.panel_off == "dpms") return {Way::dpms};
    if (config.panel_off == "ddc") return {Way::command, ddc("4"), ddc("1")};
    if (config.panel_off == "cec") return {Way::command, cec("--standby"), cec("--image-view-on")};
    if (config.panel_off == "command") return {Way::command, config.off_command, config.on_command};
    return {};
}

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
    obeys_ = output_.set_lit(is_lit);
    if (!*obeys_)
        complain(
            "the X server has no DPMS; set hours.panel_off to \"ddc\", \"cec\", \"command\" or \"none\"");
}

void PanelPower::run(const std::vector<std::string>& words) {
    auto started = Command::start(loop_, words, kLongest, [this](const base::Status& status) {
        is_running_ = false;
        obeys_ = status.has_value();
        if (!status) complain(status.error().message);
    });
    if (!started) {
        obeys_ = false;
        return complain(started.error().message);
    }
    command_ = std::move(*started);
    is_running_ = true;
}

void PanelPower::complain(const std::string& why) {
    if (told_.insert(why).second) log_.warning("switching the panel: " + why);
}

}  // namespace kiosk
