#include "kiosk/app/screen.h"

namespace kiosk {
namespace {

using std::chrono::milliseconds;
using Change = Session::Change;

/// The middle of a pixel.
Point point_of(Pixel pixel) {
    return {static_cast<float>(pixel.x) + 0.5f, static_cast<float>(pixel.y) + 0.5f};
}

}  // namespace

Screen::Screen(base::EventLoop& loop, Session& session, Glass& glass, SessionClock clock, bool time_given,
               LiveLog* log)
    : session_(session),
      glass_(glass),
      clock_(clock),
      time_given_(time_given),
      log_(log),
      clock_watch_(loop, [this] { show(); }) {}

void Screen::begin() {
    if (session_.update(clock_.now()) != Change::none) glass_.repaint(session_);
}

void Screen::show() {
    set_wall();
    const milliseconds now = clock_.now();
    const Change change = session_.update(now);
    if (change == Change::moving) timed(log_, &LiveLog::repaints_ms, [this] { glass_.move_on(session_); });
    if (change == Change::content) timed(log_, &LiveLog::repaints_ms, [this] { glass_.repaint(session_); });
    if (change == Change::page) {
        timed(log_, &LiveLog::turns_ms, [&] { glass_.turn(session_, now); });
        session_.shown(clock_.now());
    }
}

void Screen::feed(const InputEvent& event) {
    using Kind = InputEvent::Kind;
    const milliseconds now = clock_.now();
    if (event.kind == Kind::down) session_.touch_down(point_of(event.at), now);
    if (event.kind == Kind::up) session_.touch_up(point_of(event.at), now);
    if (event.kind == Kind::lost) session_.touch_lost();
    if (event.kind == Kind::key) session_.key(event.key, now);
    show();  // before the next event, which belongs to the page that this one opened
}

void Screen::resize(const Panel& panel) {
    session_.resize(panel);
    show();
}

void Screen::go_over_to(OpenCatalog& catalog) {
    session_.show_release(catalog, clock_.now());
    show();
}

void Screen::set_contact(const catalog::Contact& contact) {
    session_.set_contact(contact);
    show();
}

void Screen::tell(const catalog::Import& import) {
    session_.tell(import, clock_.now());
    show();
}

void Screen::mark(const std::optional<Rect>& spoken) {
    if (session_.mark() == spoken) return;
    session_.set_mark(spoken);
    glass_.repaint(session_);
}

void Screen::step() {
    session_.step(clock_.now());
    show();
}

void Screen::set_wall() {
    if (time_given_) return;
    session_.set_wall(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                      clock_.now());
}

}  // namespace kiosk
