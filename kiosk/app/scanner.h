#pragma once

#include "kiosk/app/screen.h"

namespace kiosk {

/// Moves the focus of whoever has one switch. On a loop it is due at each step, and never while nobody scans.
class Scanner : public base::EventLoop::Part {
public:
    /// Both must outlive this. Hang it up after the screen.
    Scanner(const Session& session, Screen& screen) : session_(session), screen_(screen) {}

    [[nodiscard]] base::EventLoop::Time next_due() override {
        const auto step = session_.next_step();
        return step ? screen_.at(*step) : base::EventLoop::kNever;
    }
    void act() override { screen_.step(); }

private:
    const Session& session_;
    Screen& screen_;
};

}  // namespace kiosk
