#include "kiosk/app/session.h"

#include <algorithm>
#include <cmath>

#include "kiosk/app/sync_line.h"

namespace kiosk {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLongestHistory = 64;

}  // namespace

Session::Session(Library& library, OpenCatalog& catalog, const SessionSettings& settings)
    : library_(library),
      catalog_(&catalog),
      settings_(settings),
      rotation_(rotation_order(catalog.standing, catalog.topics), settings.dwell),
      metrics_(metrics_for(settings.panel, {})),
      language_(first_language()),
      notices_(catalog, settings.area) {}

base::Instant Session::wall(Time now) const {
    return settings_.started_at + std::chrono::duration_cast<std::chrono::seconds>(now);
}

base::Instant Session::instant(Time now) const {
    if (settings_.time_given) return wall(now);
    return known_time(&catalog_->store.release(), settings_.contact).effective(wall(now));
}

void Session::show_release(OpenCatalog& catalog, Time now) {
    catalog_ = &catalog;
    rotation_ = Rotation{rotation_order(catalog.standing, catalog.topics), settings_.dwell};
    rotation_start_ = now;
    notices_ = NoticeBoard{catalog, settings_.area};
    const auto& offered = catalog.languages;
    if (std::find(offered.begin(), offered.end(), language_) == offered.end()) language_ = first_language();
    stale_ = switched_ = true;
}

void Session::set_contact(const catalog::Contact& contact) {
    if (settings_.contact == contact) return;
    settings_.contact = contact;
    stale_ = true;
}

void Session::resize(const Panel& panel) {
    settings_.panel = panel;
    metrics_ = metrics_for(panel, profile_);
    pressed_.reset();  // what lies under the finger is about to be another thing
    stale_ = true;
}

void Session::set_wall(base::Instant wall, Time now) {
    const base::Instant started_at = wall - std::chrono::duration_cast<std::chrono::seconds>(now);
    if (std::chrono::abs(started_at - settings_.started_at) >= std::chrono::seconds{2})
        settings_.started_at = started_at;
}

std::optional<std::string> Session::area_at(Point at) const {
    for (const TouchArea& area : page_.touch)
        if (area.rect.contains(at)) return area.id;
    return std::nullopt;
}

void Session::arrive(Time now) {
    visitor_ = true;
    last_touch_ = now;
    current_ = {.scene = SceneKind::topics};
    history_.clear();
}

const words::Language* Session::first_language() const {
    const auto& offered = catalog_->languages;
    const bool is_offered = std::find(offered.begin(), offered.end(), settings_.language) != offered.end();
    return is_offered ? settings_.language : offered.front();
}

void Session::leave(Time now) {
    visitor_ = paused_ = false;
    profile_ = {};
    language_ = first_language();
    metrics_ = metrics_for(settings_.panel, profile_);
    history_.clear();
    focus_.clear();
    rotation_start_ = now;
}

void Session::touch_down(Point at, Time now) {
    pressed_in_rotation_ = is_rotating();
    pressed_ = is_meant(now, shown_since_) ? area_at(at) : std::nullopt;
    stale_ = stale_ || !focus_.empty();  // its mark is to go
    focus_.clear();
    if (visitor_) last_touch_ = now;
    notices_.hold(now);  // whoever touches is still reading this page
}

void Session::touch_up(Point at, Time now) {
    const auto pressed = std::exchange(pressed_, std::nullopt);
    const bool woke = std::exchange(pressed_in_rotation_, false);
    if (is_rotating()) {
        if (woke) arrive(now);
        if (!is_emergency()) return;
    }
    const bool was_asked = shown_.address.scene == SceneKind::ask;
    last_touch_ = now;
    if (was_asked) return;  // any touch says that somebody is there
    const auto released = area_at(at);
    if ((!woke || is_emergency()) && pressed && released == pressed) activate(*pressed);
}

void Session::touch_lost() {
    pressed_.reset();
    pressed_in_rotation_ = false;
}

void Session::key(Key key, Time now) {
    if (is_rotating()) {
        arrive(now);
        if (!is_emergency()) return;
    }
    const bool was_asked = shown_.address.scene == SceneKind::ask;
    last_touch_ = now;
    if (was_asked) return;
    if (is_emergency() && (key == Key::back || key == Key::home)) return;  // there is nowhere to go
    if (key == Key::back) return answer(Wish::back);
    if (key == Key::home) return answer(Wish::home);
    if (key != Key::activate) {
        focus_ = next_focus(page_.touch, focus_, key);
        stale_ = true;
        return;
    }
    if (!focus_.empty() && is_meant(now, shown_since_)) activate(focus_);
}

void Session::activate(const std::string& touch_id) {
    if (const Request* request = page_.find_request(touch_id)) answer(Request{*request});
}

void Session::answer(const Request& request) {
    if (const auto* go = std::get_if<Go>(&request)) {
        history_.push_back(current_);
        if (history_.size() > kLongestHistory) history_.erase(history_.begin());
        current_ = go->to;
    } else if (const auto* turn = std::get_if<Turn>(&request)) {
        if (turn->to.scene == SceneKind::emergency)
            notices_.turn_to(turn->to, last_touch_);
        else
            current_ = turn->to;
    } else {
        switch (std::get<Wish>(request)) {
            case Wish::back:
                current_ = history_.empty() ? Address{.scene = SceneKind::topics} : history_.back();
                if (!history_.empty()) history_.pop_back();
                break;
            case Wish::home:
                current_ = {.scene = SceneKind::topics};
                history_.clear();
                break;
            case Wish::switch_language:
                if (const auto* next = words::next_language(*language_, catalog_->languages))
                    language_ = next;
                break;
            case Wish::toggle_large_type:
                profile_.large_type = !profile_.large_type;
                break;
            case Wish::toggle_high_contrast:
                profile_.high_contrast = !profile_.high_contrast;
                break;
            case Wish::toggle_low_reach:
                profile_.low_reach = !profile_.low_reach;
                break;
            case Wish::toggle_pause:
                paused_ = !paused_;
                break;
            case Wish::stay:
                break;
        }
        metrics_ = metrics_for(settings_.panel, profile_);
    }
}

Session::Shown Session::wanted(Time now) {
    Shown shown{.address = current_, .profile = profile_, .language = language_, .paused = paused_};
    shown.notice_changes = notices_.changes(instant(now));
    const auto emergency = notices_.emergency(instant(now), catalog_->standing.today().clock_trusted, now,
                                              settings_.dwell, is_emergency() ? page_.count : 0);
    if (is_emergency() && !emergency) rotation_start_ = now;  // it has just ended
    Time due = now + std::chrono::hours{1};
    if (const auto next = notices_.next_due(instant(now), settings_.started_at, settings_.dwell))
        due = std::min(due, *next);
    if (visitor_) {
        const IdleMoment moment = idle_at(now - last_touch_, settings_.idle, paused_);
        if (moment.presence == Presence::gone) {
            leave(now);
            return wanted(now);
        }
        due = std::min(due, now + moment.next_change);
        if (moment.presence == Presence::asked) {
            shown.address = {.scene = SceneKind::ask};
            shown.seconds_left = moment.seconds_left;
        }
    } else {
        const auto moment = rotation_.at(now - rotation_start_);
        due = std::min(due, now + moment.next_change);
        shown.dwell_step = moment.step;
        shown.address = {.scene = SceneKind::overview};
        if (moment.slide != nullptr && moment.slide->target)
            shown.address = {.scene = SceneKind::rotation, .key = moment.slide->target->text};
        if (shown.address.scene == SceneKind::overview) shown.dwell_step = 0;
    }
    if (emergency) {
        shown.address = *emergency;
        shown.dwell_step = shown.seconds_left = 0;
    }
    shown.minute = wall(now).time_since_epoch().count() / 60;
    const auto into_minute = now + milliseconds{settings_.started_at.time_since_epoch().count() % 60 * 1000};
    next_due_ = std::min(due, now + milliseconds{60'000} - into_minute % milliseconds{60'000});
    return shown;
}

Session::Change Session::update(Time now) {
    now_ = now;
    const catalog::Today today = known_time(&catalog_->store.release(), settings_.contact)
                                     .today(wall(now), catalog_->store.release().zone, settings_.time_given);
    const auto judged = catalog_->standing.today();
    if (today.date != judged.date || today.clock_trusted != judged.clock_trusted) {
        // Where it fails, the judgements of the day before stay.
        if (catalog_->judge(today)) stale_ = true;
    }
    const Shown shown = wanted(now);
    if (shown == shown_ && !stale_) return Change::none;
    const bool same_page = !std::exchange(switched_, false) && shown.address == shown_.address &&
                           shown.profile == shown_.profile && shown.language == shown_.language;
    shown_ = shown;
    stale_ = false;
    if (!same_page) {
        shown_since_ = now;
        pressed_.reset();  // what lies under the finger is another thing
    }
    build();
    return same_page ? Change::content : Change::page;
}

Stage Session::stage() const {
    const words::Strings& strings = library_.strings(*language_);
    Stage stage{catalog_->store,
                catalog_->standing,
                catalog_->topics,
                library_.fonts,
                library_.icons,
                strings,
                theme(profile_.high_contrast),
                metrics_,
                profile_,
                instant(now_),
                sync_line(*catalog_, settings_.contact, instant(now_), strings),
                paused_};
    stage.seconds_left = shown_.seconds_left;
    stage.area = settings_.area;
    stage.web = settings_.web;
    stage.languages = catalog_->languages;
    stage.dwell_done = static_cast<float>(shown_.dwell_step) / Rotation::kSteps;
    return stage;
}

void Session::build() {
    auto built = build_page(stage(), shown_.address);
    if (!built) built = build_page(stage(), shown_.address.on_page(1));  // fewer pages than before
    if (!built) {
        shown_.address = {.scene = SceneKind::topics};
        if (visitor_) current_ = shown_.address;
        built = build_page(stage(), {.scene = SceneKind::topics});
    }
    if (built) page_ = std::move(*built);
    keep_focus();
}

/// A focus on what the page no longer has goes.
void Session::keep_focus() {
    const bool is_there = std::any_of(page_.touch.begin(), page_.touch.end(),
                                      [&](const TouchArea& area) { return area.id == focus_; });
    if (!is_there) focus_.clear();
}

namespace {

/// REQUIRES: there is one.
const TouchArea& top_left(const std::vector<TouchArea>& areas) {
    return *std::min_element(areas.begin(), areas.end(), [](const TouchArea& a, const TouchArea& b) {
        return a.rect.y != b.rect.y ? a.rect.y < b.rect.y : a.rect.x < b.rect.x;
    });
}

}  // namespace

std::string next_focus(const std::vector<TouchArea>& areas, const std::string& from, Key key) {
    const TouchArea* current = nullptr;
    for (const TouchArea& area : areas)
        if (area.id == from) current = &area;
    if (current == nullptr) return areas.empty() ? "" : top_left(areas).id;
    const Point at = current->rect.center();
    const bool sideways = key == Key::left || key == Key::right;
    const float sign = key == Key::right || key == Key::down ? 1.0f : -1.0f;
    const TouchArea* best = current;
    float best_cost = 1e30f;
    for (const TouchArea& area : areas) {
        const Point to = area.rect.center();
        const float along = sign * (sideways ? to.x - at.x : to.y - at.y),
                    across = std::abs(sideways ? to.y - at.y : to.x - at.x);
        if (&area == current || along < 1 || (sideways && across > area.rect.h)) continue;
        const float cost = along + 2.5f * across;
        if (cost < best_cost) {
            best_cost = cost;
            best = &area;
        }
    }
    if (best != current) return best->id;
    // Past the end of a row: on in reading order, so that arrow keys reach everything.
    const auto index = static_cast<std::size_t>(current - areas.data());
    return areas[(index + (sign > 0 ? 1 : areas.size() - 1)) % areas.size()].id;
}

}  // namespace kiosk
