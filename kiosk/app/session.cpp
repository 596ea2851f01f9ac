#include "kiosk/app/session.h"

#include <algorithm>
#include <utility>

#include "kiosk/admin/desk.h"
#include "kiosk/app/sync_line.h"
#include "kiosk/scenes/corner_note.h"
#include "kiosk/scenes/news.h"
#include "kiosk/scenes/number_pad.h"

namespace kiosk {

using std::chrono::milliseconds;

namespace {

constexpr const char* kDark = "dark";

}  // namespace

Session::Session(Library& library, OpenCatalog& catalog, const SessionSettings& settings)
    : library_(library),
      catalog_(&catalog),
      settings_(settings),
      rotation_(round(), settings.dwell),
      notices_(catalog, settings.area) {}

std::vector<Slide> Session::round() const {
    return rotation_order(catalog_->standing, catalog_->topics,
                          has_recent_news(catalog_->store, catalog_->standing));
}

base::Instant Session::wall(Time now) const {
    return settings_.started_at + std::chrono::duration_cast<std::chrono::seconds>(now);
}

base::Instant Session::instant(Time now) const {
    if (settings_.time_given) return wall(now);
    return known_time(&catalog_->store.release(), settings_.contact).effective(wall(now));
}

const std::string& Session::focus() const {
    static const std::string kNothing;
    const bool is_shown = people_.visit && address().scene != SceneKind::ask;
    return is_shown ? people_.visit->focus : kNothing;
}

const words::Language& Session::language() const {
    return people_.visit ? *people_.visit->language : *first_language();
}

const words::Language* Session::first_language() const {
    const auto& offered = catalog_->languages;
    const bool is_offered = std::find(offered.begin(), offered.end(), settings_.language) != offered.end();
    return is_offered ? settings_.language : offered.front();
}

void Session::show_release(OpenCatalog& catalog, Time now) {
    catalog_ = &catalog;
    rotation_ = Rotation{round(), settings_.dwell};
    people_.rotation_start = now;
    notices_ = NoticeBoard{catalog, settings_.area};
    words_ = {};
    left_out_.clear();
    const auto& offered = catalog.languages;
    if (people_.visit && std::find(offered.begin(), offered.end(), people_.visit->language) == offered.end())
        people_.visit->language = first_language();
    built_.stale = built_.switched = true;
}

void Session::set_contact(const catalog::Contact& contact) {
    if (settings_.contact == contact) return;
    settings_.contact = contact;
    built_.stale = true;
}

void Session::resize(const Panel& panel) {
    settings_.panel = panel;
    finger_.pressed.reset();  // what lies under the finger is about to be another thing
    built_.stale = true;
}

void Session::set_wall(base::Instant wall, Time now) {
    const base::Instant started_at = wall - std::chrono::duration_cast<std::chrono::seconds>(now);
    if (std::chrono::abs(started_at - settings_.started_at) >= std::chrono::seconds{2})
        settings_.started_at = started_at;
}

void Session::arrive(Time now) {
    people_.visit = Visit{.language = first_language()};
    people_.last_touch = now;
}

void Session::leave(Time now) {
    people_.visit.reset();
    people_.deaf_until.reset();
    follow_place();
    people_.listening = people_.scanning = false;
    people_.rotation_start = now;
}

void Session::touch_down(Point at, Time now) {
    if (is_deaf()) return;
    people_.scanning = false;
    if (comes_in(at, now)) {
        finger_ = {};
        return sit_down(now);
    }
    if (desk_ != nullptr && desk_->is_open() && address() == admin_address(kAdminTouch)) desk_->touch(at);
    const TouchArea* const area = is_meant(now, built_.since) ? built_.page.area_at(at) : nullptr;
    finger_ = {area != nullptr ? std::optional(area->id) : std::nullopt, is_rotating()};
    if (people_.visit) {
        built_.stale = built_.stale || !people_.visit->focus.empty();  // its mark is to go
        people_.visit->focus.clear();
        people_.last_touch = now;
    }
    notices_.hold(now);  // whoever touches is still reading this page
}

void Session::touch_up(Point at, Time now) {
    if (is_deaf()) return;
    const Finger finger = std::exchange(finger_, {});
    if (is_rotating()) {
        if (finger.woke) arrive(now);
        if (!is_emergency()) return;
    }
    people_.last_touch = now;
    if (address().scene == SceneKind::ask) return;  // any touch says that somebody is there
    const TouchArea* const released = built_.page.area_at(at);
    const bool is_same = finger.pressed && released != nullptr && released->id == *finger.pressed;
    if (answers(finger) && is_same) activate(*finger.pressed);
}

void Session::touch_lost() { finger_ = {}; }

void Session::set_speaking(bool speaking, Time now) {
    people_.last_touch = now - quiet_for(now);
    if (people_.listening && !speaking) people_.stepped = now;
    people_.listening = speaking;
}

Session::Time Session::quiet_for(Time now) const {
    const bool is_heard = people_.listening && address().scene != SceneKind::ask && !is_adrift();
    return is_heard ? Time{0} : now - people_.last_touch;
}

void Session::activate(const std::string& touch_id) {
    if (const TouchArea* area = built_.page.find_area(touch_id)) answer(Request{area->request});
}

void Session::answer(const Request& request) {
    const auto* turn = std::get_if<Turn>(&request);
    people_.typing = turn != nullptr && is_number_pad(turn->to);
    if (turn != nullptr && turn->to.scene == SceneKind::emergency)
        notices_.turn_to(turn->to, people_.last_touch);
    else if (const auto* const act = std::get_if<AdminAct>(&request))
        answer_at_desk(*act);
    else if (people_.visit)
        people_.visit->take(request, catalog_->languages);
    follow_place();
}

void Session::pass_time(Time now) {
    const bool had_emergency = notices_.emergency().has_value();
    notices_.advance(instant(now), catalog_->standing.today().clock_trusted, now, settings_.dwell,
                     is_emergency() ? built_.page.count : 0);
    if (had_emergency && !notices_.emergency()) people_.rotation_start = now;
    pass_time_at_desk(now);
    if (people_.visit && !is_at_desk() &&
        idle_at(quiet_for(now), settings_.idle, people_.visit->paused).presence == Presence::gone)
        leave(now);
    open_or_close(now);
}

bool Session::is_open(Time now) const {
    return !catalog_->standing.today().clock_trusted ||
           settings_.hours.is_open_at(wall(now), catalog_->store.release().zone);
}

void Session::open_or_close(Time now) {
    const bool is_closed = !people_.visit && !notices_.emergency() && !is_open(now);
    if (is_closed == people_.closed_since.has_value()) return;
    people_.closed_since = is_closed ? std::optional(now) : std::nullopt;
    people_.rotation_start = now;
}

Session::Time Session::due_of_hours(Time now) const {
    const auto change = settings_.hours.next_change(wall(now), catalog_->store.release().zone);
    return change ? *change - settings_.started_at : Time::max();
}

Session::Time Session::due_of_notices(Time now) const {
    Time due = now + std::chrono::hours{1};
    const auto next = notices_.next_due(instant(now), settings_.started_at, settings_.dwell);
    return next ? std::min(due, *next) : due;
}

Session::Time Session::next_minute(Time now) const {
    const auto into_minute = now + milliseconds{settings_.started_at.time_since_epoch().count() % 60 * 1000};
    return now + milliseconds{60'000} - into_minute % milliseconds{60'000};
}

Session::Showing Session::what_shows(Time now) const {
    Look look{.address = {}, .profile = profile(), .language = &language()};
    float dwell_done = 0;
    Time due = due_of_notices(now);
    if (people_.visit) {
        look.address = people_.visit->place;
        look.paused = people_.visit->paused;
        look.aloud = people_.visit->aloud;
        if (is_at_desk() && desk_ != nullptr) {
            look_at_desk(look, due, now);
        } else {
            const IdleMoment moment = idle_at(quiet_for(now), settings_.idle, look.paused);
            due = std::min(due, now + moment.next_change);
            if (moment.presence == Presence::asked) {
                look.address = {.scene = SceneKind::ask};
                look.seconds_left = moment.seconds_left;
            }
        }
    } else if (people_.closed_since) {
        const Time dark_at = *people_.closed_since + settings_.show_closed;
        look.address = {.scene = SceneKind::closed, .key = now < dark_at ? "" : kDark};
        if (now < dark_at) {
            due = std::min(due, dark_at);
            look.opens_at = settings_.hours.next_opening(wall(now), catalog_->store.release().zone);
        }
    } else {
        const auto moment = rotation_.at(now - people_.rotation_start);
        due = std::min(due, now + moment.next_change);
        look.address = {.scene = SceneKind::overview};
        if (moment.slide != nullptr && moment.slide->is_news)
            look.address = {.scene = SceneKind::news, .key = "round"};
        if (moment.slide != nullptr && moment.slide->target) {
            look.address = {.scene = SceneKind::rotation, .key = moment.slide->target->text};
            dwell_done = static_cast<float>(moment.step) / Rotation::kSteps;
        }
    }
    if (told_ && now < told_->until && !is_dark(look.address)) {
        look.told = told_->import;
        due = std::min(due, told_->until);
    }
    if (const auto emergency = notices_.emergency()) {
        look.told.reset();
        look.address = *emergency;
        look.seconds_left = 0;
        dwell_done = 0;
    }
    look.notice_changes = notices_.changes(instant(now));
    if (!is_dark(look.address)) look.minute = wall(now).time_since_epoch().count() / 60;
    return {std::move(look), dwell_done, std::min({due, due_of_hours(now), next_minute(now)})};
}

void Session::judge(Time now) {
    const catalog::Release& release = catalog_->store.release();
    const catalog::Today today =
        known_time(&release, settings_.contact).today(wall(now), release.zone, settings_.time_given);
    const auto judged = catalog_->standing.today();
    if (today.date == judged.date && today.clock_trusted == judged.clock_trusted) return;
    if (catalog_->judge(today)) built_.stale = true;  // where it fails, the judgements of the day before stay
}

Session::Change Session::update(Time now) {
    built_.now = now;
    judge(now);
    pass_time(now);
    Showing showing = what_shows(now);
    built_.next_due = showing.next_due;
    Look& look = showing.look;
    if (look == built_.look && !built_.stale) {
        Overlay before = std::exchange(built_.overlay, overlay_with(showing.dwell_done));
        if (built_.overlay == before) return Change::none;
        before.dwell_done = showing.dwell_done;
        return built_.overlay == before ? Change::moving : Change::content;
    }
    if (desk_ != nullptr && look.address.scene == SceneKind::admin) {
        desk_->look(settings_.panel, left_out_);
        look.desk_changes = desk_->changes();
    }
    const bool same_page = !std::exchange(built_.switched, false) && look.address == built_.look.address &&
                           look.profile == built_.look.profile && look.language == built_.look.language;
    built_.look = std::move(look);
    built_.stale = false;
    if (!same_page) {
        built_.since = now;
        built_.overlay.spoken.reset();
        finger_.pressed.reset();  // what lies under the finger is another thing
    }
    build();
    built_.overlay = overlay_with(showing.dwell_done);
    return same_page ? Change::content : Change::page;
}

Overlay Session::overlay_with(float dwell_done) const {
    const TouchArea* const pressed = finger_.pressed ? built_.page.find_area(*finger_.pressed) : nullptr;
    return {.focused = focus(),
            .pressed = pressed != nullptr && answers(finger_) ? std::optional(pressed->rect) : std::nullopt,
            .spoken = built_.overlay.spoken,
            .dwell_done = dwell_done};
}

Stage Session::stage() const {
    const words::Strings& strings = library_.strings(*built_.look.language);
    const base::Instant time = instant(built_.now);
    Stage stage{catalog_->store,
                catalog_->standing,
                catalog_->topics,
                library_.fonts,
                library_.icons,
                strings,
                theme(built_.look.profile.high_contrast),
                metrics_for(settings_.panel, built_.look.profile),
                built_.look.profile,
                time,
                sync_line(*catalog_, settings_.contact, time, strings),
                built_.look.paused};
    stage.seconds_left = built_.look.seconds_left;
    stage.speaks = settings_.speaks;
    stage.aloud = built_.look.aloud;
    stage.area = settings_.area;
    stage.web = settings_.web;
    stage.languages = catalog_->languages;
    stage.opens_at = built_.look.opens_at;
    if (desk_ != nullptr) stage.admin = &desk_->pages();
    if (words_.language == built_.look.language && words_.lookup) stage.lookup = &*words_.lookup;
    return stage;
}

/// Digits are typed one after the other, and each makes the page anew.
void Session::prepare_words() {
    if (!lacks_words()) return;
    words_ = {.language = built_.look.language};
    if (auto lookup = lookup_of(stage())) words_.lookup = std::move(*lookup);
}

void Session::say_in_corner(const catalog::Import& import) {
    const words::Strings& strings = library_.strings(*built_.look.language);
    const char* const result = catalog::kImportResultNames[static_cast<std::size_t>(import.result)];
    add_corner_note(built_.page, stage(),
                    strings(std::string("import.") + result, {{"version", import.version}}));
}

void Session::build() {
    Address& address = built_.look.address;
    ++built_.count;
    if (address.scene == SceneKind::find) prepare_words();
    auto built = build_page(stage(), address);
    if (!built) built = build_page(stage(), address.on_page(1));  // fewer pages than before
    if (!built) built = build_instead(built.error());
    if (built) {
        built_.page = std::move(*built);
        if (built_.look.told) say_in_corner(*built_.look.told);
    }
    keep_focus();
}

void Session::leave_out(const Address& page, const base::Error& why) {
    const bool is_gone = why.code == base::Errc::not_found;  // with the release before
    if (!is_gone && left_out_.insert(page.id()).second && settings_.on_left_out)
        settings_.on_left_out(page.id(), why);
}

/// A visitor goes on from the topics; the round shows how everything stands until its next page.
base::Result<Page> Session::build_instead(const base::Error& why) {
    Address& address = built_.look.address;
    leave_out(address, why);
    const Address overview{.scene = SceneKind::overview}, topics{.scene = SceneKind::topics};
    if (!people_.visit) return build_page(stage(), overview);
    people_.visit->place = address = topics;
    auto built = build_page(stage(), topics);
    if (built) return built;
    leave_out(topics, built.error());
    return build_page(stage(), overview);
}

}  // namespace kiosk
