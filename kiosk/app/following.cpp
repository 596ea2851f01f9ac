#include "kiosk/app/following.h"

namespace kiosk {
namespace {

using base::EventLoop;

/// docs/formats/state.md: when the agent may believe in a release.
constexpr std::uint64_t kFramesToConfirm = 3;
constexpr std::chrono::milliseconds kBetweenProofs{100};

}  // namespace

Following::Following(EventLoop& loop, StateFolder& state, Catalogs& catalogs, Screen& screen, bool time_given,
                     std::function<void()> on_new)
    : catalogs_(catalogs),
      screen_(screen),
      time_given_(time_given),
      on_new_(std::move(on_new)),
      watch_(loop, state) {}

EventLoop::Time Following::next_due() {
    if (watch_.is_due()) return EventLoop::kNow;
    return catalogs_.leaving && !screen_.is_fading() ? EventLoop::kNow : minute_;
}

void Following::act() {
    if (!screen_.is_fading()) catalogs_.leaving.reset();
    look();
    minute_ = screen_.next_minute();
}

void Following::look() {
    auto news = watch_.look(catalogs_.shown->sha256, {screen_.wall(), time_given_});
    if (news.contact) screen_.set_contact(*news.contact);
    if (news.import) screen_.tell(*news.import);
    if (!news.catalog) return;
    catalogs_.leaving =
        std::exchange(catalogs_.shown, std::make_unique<OpenCatalog>(std::move(*news.catalog)));
    on_new_();
    screen_.go_over_to(*catalogs_.shown);
}

Confirmation::Confirmation(Screen& screen, SessionClock clock, std::function<void()> confirm)
    : screen_(screen), clock_(clock), confirm_(std::move(confirm)) {}

void Confirmation::begin(bool is_needed) {
    is_needed_ = is_needed;
    frames_before_ = screen_.frames();
}

bool Confirmation::is_enough() const { return screen_.frames() - frames_before_ >= kFramesToConfirm; }

EventLoop::Time Confirmation::next_due() {
    if (!is_needed_ || screen_.is_fading()) return EventLoop::kNever;
    return is_enough() ? EventLoop::kNow : clock_.at(next_proof_);
}

void Confirmation::act() {
    if (is_enough()) {
        is_needed_ = false;
        return confirm_();
    }
    next_proof_ = clock_.now() + kBetweenProofs;
    screen_.redraw();
}

}  // namespace kiosk
