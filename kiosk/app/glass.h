#pragma once

#include <memory>
#include <optional>

#include "base/event_loop.h"
#include "kiosk/app/live_log.h"
#include "kiosk/app/painter.h"
#include "kiosk/app/session.h"
#include "kiosk/app/session_clock.h"
#include "kiosk/platform/compositor.h"

namespace kiosk {

/// What is on the glass, and how it becomes what the session wants there. The output's pixels alone remember
/// it. On a loop it draws the frames of fades.
class Glass : public base::EventLoop::Part {
public:
    /// `compositor`, `fonts` and `log`, which may be null, must outlive this. `cuts`: without fades.
    Glass(Compositor& compositor, Fonts& fonts, std::unique_ptr<Renderer> renderer, bool cuts,
          SessionClock clock, LiveLog* log);

    /// Another look of the same page: what changed is drawn. A fade that is on its way goes on to it.
    void repaint(Session& session);
    /// The same page, on which nothing but what moves has changed: nothing else is laid out or looked at.
    void move_on(Session& session);
    /// The same as `repaint` with every pixel of it.
    void redraw(Session& session);
    /// Another page: fades from whatever is on the glass at `now`.
    void turn(Session& session, SessionClock::Time now);
    /// Moves the session's page, if it stands still.
    void move_to(Pixel offset, Session& session);

    [[nodiscard]] bool is_fading() const { return fade_start_.has_value(); }
    /// How many were put on the glass so far.
    [[nodiscard]] std::uint64_t frames() const { return frames_; }
    [[nodiscard]] std::uint64_t dropped() const { return painter_.dropped(); }

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;

private:
    using Time = SessionClock::Time;
    void compose(Session& session);
    [[nodiscard]] Compositor::DrawPart draw();
    [[nodiscard]] bool prepare_fade();
    void cut();
    void step(Time now);
    [[nodiscard]] unsigned share_at(Time now) const;

    Compositor& compositor_;
    Painter painter_;
    const bool cuts_;
    const SessionClock clock_;
    LiveLog* const log_;
    std::optional<Time> fade_start_;
    Time next_frame_{0}, frame_{0};  // of the fade, and how long one stands
    std::uint64_t frames_ = 0;
};

}  // namespace kiosk
