#include "kiosk/app/glass.h"

#include <malloc.h>

#include <algorithm>

#include "kiosk/app/live.h"
#include "kiosk/platform/span.h"

namespace kiosk {
namespace {

/// 60 frames a second for whoever has touched, 30 where nobody has: half of the work of a rotation is its
/// fades.
constexpr std::chrono::milliseconds kFrame{16}, kUnattendedFrame{33};

}  // namespace

Glass::Glass(Compositor& compositor, Fonts& fonts, std::unique_ptr<Renderer> renderer, bool cuts,
             SessionClock clock, LiveLog* log)
    : compositor_(compositor), painter_(fonts, std::move(renderer)), cuts_(cuts), clock_(clock), log_(log) {}

void Glass::repaint(Session& session) {
    compose(session);
    if (!is_fading() || !prepare_fade()) cut();
}

void Glass::move_on(Session& session) {
    if (is_fading() || !compositor_.holds_picture()) return repaint(session);
    const auto part = painter_.compose_moving(session.page(), session.colors(), session.overlay());
    if (!part) return repaint(session);
    if (!compositor_.present(painter_.size(), {&*part, 1}, draw())) painter_.forget();
    ++frames_;
}

void Glass::redraw(Session& session) {
    painter_.forget();
    repaint(session);
}

void Glass::turn(Session& session, Time now) {
    compose(session);
    if (cuts_ || !prepare_fade()) return cut();
    fade_start_ = next_frame_ = now;
    frame_ = session.is_rotating() ? kUnattendedFrame : kFrame;
}

void Glass::move_to(Pixel offset, Session& session) {
    if (is_fading()) return;
    if (!painter_.is_whole()) compose(session);
    compositor_.move_to(offset, draw());
}

base::EventLoop::Time Glass::next_due() {
    return is_fading() ? clock_.at(next_frame_) : base::EventLoop::kNever;
}

void Glass::act() {
    next_frame_ = clock_.now() + frame_;
    timed(log_, &LiveLog::fades_ms, [this] { step(clock_.now()); });
}

/// The next frame of a fade.
void Glass::step(Time now) {
    const bool is_last = now - *fade_start_ >= kFade;
    if (!compositor_.show_fade(is_last ? kFadeEnd : share_at(now))) return cut();
    if (is_last) {
        fade_start_.reset();
        malloc_trim(0);  // what building and fading left between living blocks
    }
    ++frames_;
}

void Glass::compose(Session& session) {
    Record unused;  // pages know their touch areas
    painter_.compose(session.page(), session.colors(), session.metrics(), session.overlay(), unused);
}

Compositor::DrawPart Glass::draw() {
    return [this](const Pixels& target, const Box& part) { painter_.draw(target, part); };
}

/// From what is on the glass to the composed page.
bool Glass::prepare_fade() {
    if (is_fading()) painter_.forget();  // the glass shows a mixture: all of it has to be compared
    if (compositor_.begin_fade(painter_.size(), painter_.changes(), draw())) return true;
    painter_.forget();
    return false;
}

/// Puts the composed page on the glass: what of it is not there yet.
void Glass::cut() {
    if (is_fading() || !compositor_.holds_picture()) painter_.forget();
    fade_start_.reset();
    if (!compositor_.present(painter_.size(), painter_.changes(), draw())) painter_.forget();
    ++frames_;
}

/// Fast at first, so that the first frame already answers the touch, and slow at the end.
unsigned Glass::share_at(Time now) const {
    const float passed =
        static_cast<float>((now - *fade_start_ + frame_).count()) / static_cast<float>(kFade.count());
    const float left = 1 - std::clamp(passed, 0.0f, 1.0f);
    return static_cast<unsigned>((1 - left * left) * static_cast<float>(kFadeEnd));
}

}  // namespace kiosk
