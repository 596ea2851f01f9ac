#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "kiosk/app/command.h"
#include "kiosk/app/screen.h"
#include "kiosk/config.h"
#include "kiosk/platform/output.h"

namespace kiosk {

/// How the panel is switched off while there is no picture.
struct PanelSwitch {
    enum class Way { none, dpms, command } way = Way::none;
    std::vector<std::string> off_command = {}, on_command = {};  // a program and its arguments
};

/// As `hours.panel_off` names it. DDC/CI and CEC are the commands of the programs that speak them.
[[nodiscard]] PanelSwitch panel_switch_of(const Config& config);

/// Switches the panel off when the screen is dark, and on before anything else is seen. It is switched on at
/// the start as well: whoever was here before may have left it off.
class PanelPower : public base::EventLoop::Part {
public:
    /// A panel that has not obeyed by then is left alone until there is another thing to tell it.
    static constexpr std::chrono::seconds kLongest{10};

    /// All must outlive this.
    PanelPower(base::EventLoop& loop, const Screen& screen, Output& output, PanelSwitch how, base::Log log)
        : loop_(loop), screen_(screen), output_(output), how_(std::move(how)), log_(std::move(log)) {}

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;
    /// Whether it could be switched when it was last told to. Nothing: it never was.
    [[nodiscard]] std::optional<bool> obeys() const { return obeys_; }

private:
    void run(const std::vector<std::string>& words);
    void complain(const std::string& why);

    base::EventLoop& loop_;
    const Screen& screen_;
    Output& output_;
    const PanelSwitch how_;
    base::Log log_;
    std::optional<bool> is_lit_;  // as the panel was told last
    std::optional<bool> obeys_;
    base::EventLoop::Time again_ = base::EventLoop::kNever;
    std::unique_ptr<Command> command_;
    bool is_running_ = false;
    std::set<std::string> told_;  // what went wrong, each once
};

}  // namespace kiosk
