#include "kiosk/admin/desk.h"
#include "kiosk/app/session.h"

namespace kiosk {
namespace {

/// Nobody sits at the desk any more.
constexpr std::chrono::seconds kDeskIdle{60};
/// Long enough for a cloth.
constexpr std::chrono::seconds kCleaning{60};
/// The corner's sides, in least touch areas.
constexpr float kCorner = 1.5f;

bool is_cleaning(const Address& place) { return place == admin_address(kAdminClean); }

}  // namespace

bool Session::is_at_desk() const { return people_.visit && people_.visit->place.scene == SceneKind::admin; }

void Session::put_up(AdminDesk& desk) {
    desk_ = &desk;
    if (desk.is_first_start()) sit_down(Time{0});
}

void Session::set_up(std::chrono::milliseconds dwell, const IdleLimits& idle, Hours hours,
                     const words::Language* language, Time now) {
    if (dwell != settings_.dwell) {
        rotation_ = Rotation{round(), dwell};
        people_.rotation_start = now;
    }
    settings_.dwell = dwell;
    settings_.idle = idle;
    settings_.hours = std::move(hours);
    settings_.language = language;
    built_.stale = true;
}

/// Five touches in the upper left corner lead to the pad, from any page and out of the round.
bool Session::comes_in(Point at, Time now) {
    if (desk_ == nullptr || is_at_desk() || is_emergency()) return false;
    const float side = kCorner * metrics().touch;
    return corner_.touch(at.x >= 0 && at.y >= 0 && at.x < side && at.y < side, now);
}

void Session::sit_down(Time now) {
    if (!people_.visit) arrive(now);
    people_.last_touch = now;
    if (desk_->is_first_start()) desk_->open_to_set_up();
    people_.visit->take(Go{admin_address(desk_->is_open() ? kAdminSetUp : kAdminPin)}, catalog_->languages);
}

void Session::answer_at_desk(const AdminAct& act) {
    if (desk_ == nullptr || !is_at_desk()) return;
    desk_->act(act);
    // Whoever was asked whether they are sure sees what comes of it.
    const bool was_asked = act.what == AdminAct::What::wish && people_.visit->place.key.starts_with("sure-");
    if (!was_asked) return;
    const Address actions = admin_address(kAdminActions);
    people_.visit->take(Wish::back, catalog_->languages);
    if (people_.visit->place != actions) people_.visit->take(Go{actions}, catalog_->languages);
}

/// Somewhere else the desk is closed, and a minute of cleaning begins when its page is asked for.
void Session::follow_place() {
    if (desk_ == nullptr) return;
    if (!is_at_desk()) return desk_->leave();
    if (is_cleaning(people_.visit->place) && !people_.deaf_until)
        people_.deaf_until = people_.last_touch + kCleaning;
}

std::string Session::focus_to_say() const { return is_pin_pad(address()) ? "" : focus(); }

bool Session::is_deaf() const { return people_.deaf_until.has_value() && !is_emergency(); }

void Session::pass_time_at_desk(Time now) {
    if (desk_ == nullptr || !is_at_desk()) return;
    desk_->update();
    Visit& visit = *people_.visit;
    if (people_.deaf_until && (now >= *people_.deaf_until || !is_cleaning(visit.place))) {
        people_.last_touch = std::max(people_.last_touch, std::min(now, *people_.deaf_until));
        people_.deaf_until.reset();
        if (is_cleaning(visit.place)) visit.take(Wish::back, catalog_->languages);
    }
    const Address pad = admin_address(kAdminPin);
    if (!desk_->is_open() && visit.place != pad) visit.place = pad;
    if (desk_->is_open() && visit.place == pad) visit.place = admin_address("");
    if (!people_.deaf_until && quiet_for(now) >= kDeskIdle) leave(now);
}

/// What of the desk the page depends on, and when that changes.
void Session::look_at_desk(Look& look, Time& due, Time now) const {
    constexpr Time kSecond{1000};
    look.desk_changes = desk_->changes();
    if (!people_.deaf_until) {
        due = std::min(due, now - quiet_for(now) + kDeskIdle);
        if (desk_->is_waiting()) due = std::min(due, now + kSecond);
        return;
    }
    const Time left = *people_.deaf_until - now;
    look.seconds_left = static_cast<int>((left + kSecond - Time{1}) / kSecond);
    due = std::min(due, *people_.deaf_until - (look.seconds_left - 1) * kSecond);
}

}  // namespace kiosk
