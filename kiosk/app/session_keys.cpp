#include "kiosk/app/session.h"
#include "kiosk/scenes/number_pad.h"

namespace kiosk {
namespace {

/// The way in on the number pad.
constexpr const char* kOpen = "open";

bool leads_away(Key key) {
    return key == Key::back || key == Key::home || key == Key::find || key == Key::erase ||
           digit_of(key) >= 0;
}

/// What the round already understands; every other key only ends it.
bool is_understood_at_once(Key key) {
    return key == Key::read_aloud || key == Key::read_again || key == Key::find || digit_of(key) >= 0;
}

bool is_pad(const Address& address) {
    return address.scene == SceneKind::find && (address.key.empty() || address.key.starts_with("number"));
}

}  // namespace

void Session::key(Key key, Time now) {
    if (is_rotating()) {
        arrive(now);
        if (!is_emergency() && !is_understood_at_once(key)) return;
    }
    people_.last_touch = now;
    if (address().scene == SceneKind::ask) return;  // any key says that somebody is there
    if (is_emergency() && leads_away(key)) return;  // there is nowhere to go
    if (const int digit = digit_of(key); digit >= 0) return type(static_cast<char>('0' + digit));
    if (key == Key::erase) return erase();
    if (const auto request = request_of(key)) return answer(*request);
    if (key == Key::activate) return press(now);
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

/// The way in is in focus as soon as the digits name a target, so that Enter opens it.
void Session::type(char digit) {
    Visit& visit = *people_.visit;
    const Address to = pad_address(with_digit(typed_digits(visit.place.key), digit));
    answer(is_pad(visit.place) ? Request{Turn{to}} : Request{Go{pad_address({digit})}});
    visit.focus = kOpen;
    built_.stale = true;
}

void Session::erase() {
    Visit& visit = *people_.visit;
    std::string typed = is_pad(visit.place) ? typed_digits(visit.place.key) : "";
    if (typed.empty()) return answer(Wish::back);
    typed.pop_back();
    answer(Turn{pad_address(typed)});
    visit.focus = kOpen;
}

/// Whoever types digits waits for the way in, and may be fast.
void Session::press(Time now) {
    const std::string focus = people_.visit->focus;
    const bool is_awaited = focus == kOpen && is_pad(address());
    if (!focus.empty() && (is_awaited || is_meant(now, built_.since))) activate(focus);
}

}  // namespace kiosk
