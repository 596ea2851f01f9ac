#pragma once

#include <functional>

#include "base/clock_watch.h"
#include "kiosk/app/glass.h"
#include "kiosk/app/session.h"

namespace kiosk {

/// The session and the glass that shows it. On a loop it is due whenever the session has something to do, and
/// when somebody sets the wall clock.
class Screen : public base::EventLoop::Part {
public:
    /// All must outlive this; `log` may be null. `time_given`: the wall clock is nobody's concern.
    Screen(base::EventLoop& loop, Session& session, Glass& glass, SessionClock clock, bool time_given,
           LiveLog* log);

    /// Brings the glass up to the session, after anything that was done to it.
    void show();
    /// The first picture.
    void begin();

    // What somebody did, and what is shown of it at once.
    void feed(const InputEvent& event);
    void resize(const Panel& panel);
    void go_over_to(OpenCatalog& catalog);
    void set_contact(const catalog::Contact& contact);
    /// What came of a stick.
    void tell(const catalog::Import& import);
    void redraw() { glass_.redraw(session_); }
    /// Around what is being spoken.
    void mark(const std::optional<Rect>& spoken);
    void set_speaking(bool speaking) { session_.set_speaking(speaking, clock_.now()); }
    /// The focus goes on by itself.
    void step();
    void move_to(Pixel offset) { glass_.move_to(offset, session_); }

    [[nodiscard]] bool lacks_words() const { return session_.lacks_words(); }
    void prepare_words() { session_.prepare_words(); }

    /// Nobody is there, and nothing moves.
    [[nodiscard]] bool is_idle() const { return session_.is_rotating() && !is_fading(); }
    [[nodiscard]] bool is_lit() const { return session_.is_lit(); }
    [[nodiscard]] bool is_fading() const { return glass_.is_fading(); }
    [[nodiscard]] std::uint64_t frames() const { return glass_.frames(); }
    [[nodiscard]] base::EventLoop::Time at(Session::Time time) const { return clock_.at(time); }
    /// What the wall clock says.
    [[nodiscard]] base::Instant wall() const { return session_.wall(clock_.now()); }
    /// The next full minute of it: the session is awake then anyway.
    [[nodiscard]] base::EventLoop::Time next_minute() const {
        return clock_.at(session_.next_minute(clock_.now()));
    }

    [[nodiscard]] base::EventLoop::Time next_due() override { return clock_.at(session_.next_due()); }
    void act() override { show(); }

private:
    void set_wall();

    Session& session_;
    Glass& glass_;
    const SessionClock clock_;
    const bool time_given_;
    LiveLog* const log_;
    base::ClockWatch clock_watch_;
};

}  // namespace kiosk
