#pragma once

#include <functional>
#include <memory>

#include "kiosk/app/release_watch.h"
#include "kiosk/app/screen.h"

namespace kiosk {

/// The catalog on screen, and the one on its way from it.
struct Catalogs {
    std::unique_ptr<OpenCatalog> shown, leaving;
};

/// Goes over to each release that becomes current in the state folder. The old one is closed once the new one
/// stands on the glass.
class Following : public base::EventLoop::Part {
public:
    /// All must outlive this. `on_new` is called when another release is shown.
    Following(base::EventLoop& loop, StateFolder& state, Catalogs& catalogs, Screen& screen, bool time_given,
              std::function<void()> on_new);

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;
    /// See StateFolder::confirm; of the one on screen.
    void confirm() { watch_.confirm(catalogs_.shown->sha256); }

private:
    void look();

    Catalogs& catalogs_;
    Screen& screen_;
    const bool time_given_;
    std::function<void()> on_new_;
    base::EventLoop::Time minute_ = base::EventLoop::kNow;  // when to look whatever happens
    ReleaseWatch watch_;
};

/// Draws a release that has just been opened several times before it is confirmed: so one that brings the
/// display down does so before (docs/formats/state.md).
class Confirmation : public base::EventLoop::Part {
public:
    /// Both must outlive this. `confirm` is called once, when enough frames were drawn.
    Confirmation(Screen& screen, SessionClock clock, std::function<void()> confirm);

    /// Another release is on screen. `is_needed`: it is one, and not the catalog in the program.
    void begin(bool is_needed);

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;

private:
    [[nodiscard]] bool is_enough() const;

    Screen& screen_;
    const SessionClock clock_;
    std::function<void()> confirm_;
    bool is_needed_ = false;
    std::uint64_t frames_before_ = 0;
    SessionClock::Time next_proof_{0};
};

}  // namespace kiosk
