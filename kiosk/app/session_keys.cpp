#include <algorithm>

#include "kiosk/admin/pages.h"
#include "kiosk/app/session.h"
#include "kiosk/scenes/number_pad.h"

namespace kiosk {
namespace {

/// The way in on the number pad.
constexpr const char* kOpen = "open";
/// On the pad for a PIN.
constexpr const char* kEnter = "enter";

bool leads_away(Key key) {
    return key == Key::back || key == Key::home || key == Key::find || key == Key::erase ||
           digit_of(key) >= 0;
}

/// What the round already understands; every other key only ends it.
bool is_understood_at_once(Key key) {
    return key == Key::read_aloud || key == Key::read_again || key == Key::headphones_in ||
           key == Key::find || digit_of(key) >= 0;
}

bool leads_elsewhere(const Request& request) {
    return std::holds_alternative<Go>(request) || request == Request{Wish::back} ||
           request == Request{Wish::home};
}

}  // namespace

void Session::key(Key key, Time now) {
    if (is_deaf()) return;
    if (key == Key::headphones_out) return end_listening();
    const bool wakes = is_rotating();
    if (wakes) arrive(now);
    people_.last_touch = now;
    people_.steps = 0;
    notices_.hold(now);                             // as for whoever touches
    if (address().scene == SceneKind::ask) return;  // any key says that somebody is there
    begin_or_end_scan(key, now);
    if (wakes && !is_emergency() && !is_understood_at_once(key)) return;
    if (is_emergency() && leads_away(key)) return;  // there is nowhere to go
    if (const int digit = digit_of(key); digit >= 0) return type(static_cast<char>('0' + digit));
    if (key == Key::erase) return erase();
    if (const auto request = request_of(key)) return answer(*request);
    if (key == Key::activate) return press(now);
    move_focus(key);
}

/// Whoever takes the headphones out may be leaving: that does not say that somebody is there.
void Session::end_listening() {
    if (people_.visit && people_.visit->aloud.is_on) answer(Wish::read_aloud);
}

void Session::move_focus(Key key) {
    people_.visit->focus = next_focus(built_.page.touch, people_.visit->focus, key);
    built_.stale = true;
}

std::optional<Request> Session::request_of(Key key) const {
    const bool is_read = people_.visit && people_.visit->aloud.is_on;
    const auto if_read = [&](Wish wish) { return is_read ? wish : Wish::stay; };
    switch (key) {
        case Key::back:
            return Wish::back;
        case Key::home:
            return Wish::home;
        case Key::find:
            return Go{{.scene = SceneKind::find}};
        case Key::read_aloud:
            return settings_.speaks ? Wish::read_aloud : Wish::stay;
        case Key::read_again:
        case Key::headphones_in:
            return settings_.speaks && !is_read ? Wish::read_aloud : Wish::stay;
        case Key::stop:
            return Wish::stay;
        case Key::louder:
            return if_read(Wish::louder);
        case Key::quieter:
            return if_read(Wish::quieter);
        case Key::next_speed:
            return if_read(Wish::next_speed);
        default:
            return std::nullopt;
    }
}

/// The way in is in focus as soon as the digits name a target, so that Enter opens it. Of whoever comes back
/// to a number and types, the digits are a new one.
void Session::type(char digit) {
    Visit& visit = *people_.visit;
    if (is_at_desk()) return type_at_desk({AdminAct::What::type, "", std::string(1, digit)});
    const Address to = pad_address(with_digit(people_.typing ? typed_digits(visit.place.key) : "", digit));
    answer(is_number_pad(visit.place) ? Request{Turn{to}} : Request{Go{to}});
    people_.typing = true;
    visit.focus = kOpen;
    built_.stale = true;
}

/// On the pad alone; Enter is what comes next.
void Session::type_at_desk(const AdminAct& act) {
    if (!is_pin_pad(people_.visit->place)) return;
    answer(act);
    people_.visit->focus = kEnter;
    built_.stale = true;
}

void Session::erase() {
    Visit& visit = *people_.visit;
    if (is_pin_pad(visit.place)) return type_at_desk({AdminAct::What::erase});
    std::string typed = is_number_pad(visit.place) ? typed_digits(visit.place.key) : "";
    if (typed.empty()) return answer(Wish::back);
    typed.pop_back();
    answer(Turn{pad_address(typed)});
    visit.focus = kOpen;
}

/// Whoever types digits waits for the way in, and may be fast.
void Session::press(Time now) {
    Visit& visit = *people_.visit;
    if (visit.focus.empty() && people_.scanning) return move_focus(Key::next);
    const bool is_awaited =
        (visit.focus == kOpen && is_number_pad(address())) || (visit.focus == kEnter && is_at_desk());
    const TouchArea* const area = built_.page.find_area(visit.focus);
    if (area == nullptr || !(is_awaited || is_meant(now, built_.since))) return;
    const Request request = area->request;
    // Whoever scans begins anew on another page, and pages through a list from where they are.
    if (people_.scanning && leads_elsewhere(request)) {
        visit.focus.clear();
        built_.stale = true;  // the way to where one is already
    }
    answer(request);
}

/// Arrows are for whoever needs no scan.
void Session::begin_or_end_scan(Key key, Time now) {
    const bool is_switch = key == Key::activate || key == Key::next;
    if (is_switch) people_.scanning = settings_.scanning != Scanning::off;
    if (!is_switch && moves_focus(key)) people_.scanning = false;
    people_.stepped = now;
}

std::optional<Session::Time> Session::next_step() const {
    const bool moves = people_.visit && people_.scanning && settings_.scanning == Scanning::one;
    const bool waits = people_.listening || address().scene == SceneKind::ask;
    const std::size_t least = focus().empty() ? 1 : 2;
    if (!moves || waits || built_.page.touch.size() < least) return std::nullopt;
    return std::max(people_.stepped, built_.since) + settings_.scan_step;
}

/// For one round it counts as if somebody had pressed: it takes long until one's item comes.
void Session::step(Time now) {
    ++people_.steps;
    if (!is_adrift()) people_.last_touch = now;
    people_.stepped = now;
    move_focus(Key::next);
}

/// A focus on what the page no longer has goes, but not while the screen asks. Whoever scans gets the first
/// item at once, unless they hear the page first.
void Session::keep_focus() {
    if (!people_.visit || address().scene == SceneKind::ask) return;
    Visit& visit = *people_.visit;
    if (built_.page.find_area(visit.focus) == nullptr) visit.focus.clear();
    if (people_.scanning && visit.focus.empty() && !visit.aloud.is_on)
        visit.focus = next_focus(built_.page.touch, "", Key::next);
}

}  // namespace kiosk
