#include "kiosk/app/live.h"

#include <malloc.h>

#include <algorithm>

#include "kiosk/app/painter.h"
#include "kiosk/app/release_watch.h"
#include "kiosk/platform/placement.h"
#include "kiosk/platform/span.h"

namespace kiosk {
namespace {

using std::chrono::milliseconds;
using Change = Session::Change;

constexpr milliseconds kFrame{16};  // 60 frames a second, while fading alone

/// docs/formats/state.md: when the agent may believe in a release.
constexpr std::uint64_t kFramesToConfirm = 3;
constexpr milliseconds kBetweenProofs{100};

/// Pictures are given back to the system when they are freed, at once: they are far larger than everything
/// else.
void return_large_blocks() { mallopt(M_MMAP_THRESHOLD, 1 << 17); }

Key key_of(WindowKey key) {
    switch (key) {
        case WindowKey::left:
            return Key::left;
        case WindowKey::right:
            return Key::right;
        case WindowKey::up:
            return Key::up;
        case WindowKey::down:
            return Key::down;
        case WindowKey::activate:
            return Key::activate;
        case WindowKey::back:
            return Key::back;
        case WindowKey::home:
            return Key::home;
    }
    return Key::home;
}

/// The middle of a pixel.
Point point_of(Pixel pixel) {
    return {static_cast<float>(pixel.x) + 0.5f, static_cast<float>(pixel.y) + 0.5f};
}

/// What is on the glass. The window alone remembers it.
class Glass {
public:
    Glass(Window& window, Library& library, std::unique_ptr<Renderer> renderer, bool cuts)
        : window_(window), painter_(library.fonts, std::move(renderer)), cuts_(cuts) {}

    /// Another look of the same page: what changed is drawn. A fade that is on its way goes on to it.
    void repaint(Session& session) {
        compose(session);
        if (!is_fading() || !prepare_fade()) cut();
    }
    /// The same with every pixel of it.
    void redraw(Session& session) {
        painter_.forget();
        repaint(session);
    }
    /// Another page: fades from whatever is on the glass at `now`.
    void turn(Session& session, milliseconds now) {
        compose(session);
        if (cuts_ || !prepare_fade()) return cut();
        fade_start_ = now;
    }
    /// The next frame of a fade, if there is one.
    void step(milliseconds now) {
        if (!is_fading()) return;
        const bool is_last = now - *fade_start_ >= kFade;
        if (!window_.show_fade(is_last ? kFadeEnd : share_at(now))) return cut();
        if (is_last) {
            fade_start_.reset();
            malloc_trim(0);  // what building and fading left between living blocks
        }
        ++frames_;
    }
    /// Moves the page that was composed last, if it stands still.
    void move_to(Pixel offset) {
        if (!is_fading()) window_.move_to(offset, draw());
    }
    [[nodiscard]] bool is_fading() const { return fade_start_.has_value(); }
    /// How many were put on the glass so far.
    [[nodiscard]] std::uint64_t frames() const { return frames_; }
    [[nodiscard]] std::uint64_t dropped() const { return painter_.dropped(); }

private:
    void compose(Session& session) {
        Record unused;  // pages know their touch areas
        painter_.compose(session.page(), session.colors(), session.metrics(), session.focus(), unused);
    }
    [[nodiscard]] Window::DrawPart draw() {
        return [this](const Pixels& target, const Box& part) { painter_.draw(target, part); };
    }
    /// From what is on the glass to the composed page.
    [[nodiscard]] bool prepare_fade() {
        if (is_fading()) painter_.forget();  // the glass shows a mixture: all of it has to be compared
        if (window_.begin_fade(painter_.size(), painter_.changes(), draw())) return true;
        painter_.forget();
        return false;
    }
    /// Puts the composed page on the glass: what of it is not there yet.
    void cut() {
        if (is_fading() || !window_.holds_picture()) painter_.forget();
        fade_start_.reset();
        if (!window_.present(painter_.size(), painter_.changes(), draw())) painter_.forget();
        ++frames_;
    }
    /// Fast at first, so that the first frame already answers the touch, and slow at the end.
    [[nodiscard]] unsigned share_at(milliseconds now) const {
        const float passed =
            static_cast<float>((now - *fade_start_ + kFrame).count()) / static_cast<float>(kFade.count());
        const float left = 1 - std::clamp(passed, 0.0f, 1.0f);
        return static_cast<unsigned>((1 - left * left) * static_cast<float>(kFadeEnd));
    }

    Window& window_;
    Painter painter_;
    const bool cuts_;  // no fades
    std::optional<milliseconds> fade_start_;
    std::uint64_t frames_ = 0;
};

/// The loop: one turn per wake-up.
class Live {
public:
    Live(Library& library, OpenCatalog catalog, StateFolder* state, GlyphCache* glyphs,
         const SessionSettings& settings, Window& window, std::unique_ptr<Renderer> renderer,
         const std::function<Panel(PixelSize)>& panel_for, LiveLog* log)
        : window_(window),
          log_(log),
          library_(library),
          settings_(settings),
          glyphs_(glyphs),
          panel_for_(panel_for),
          time_given_(settings.time_given),
          orbits_(settings.orbits),
          catalog_(std::make_unique<OpenCatalog>(std::move(catalog))),
          session_(library, *catalog_, settings),
          glass_(window, library, std::move(renderer), settings.reduced_motion) {
        if (state != nullptr) release_watch_.emplace(*state, window);
    }

    void run() {
        if (session_.update(now()) != Change::none) glass_.repaint(session_);
        if (log_ != nullptr) log_->first_frame = std::chrono::steady_clock::now();
        begin_glyphs();
        while (!ended_) turn();
        if (log_ == nullptr) return;
        log_->frames = glass_.frames();
        log_->dropped = glass_.dropped();
    }

private:
    [[nodiscard]] milliseconds now() const {
        return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start_);
    }
    /// Until the next frame of a fade, else until the session's next due moment; rounded up, so as not to
    /// wake early.
    [[nodiscard]] milliseconds time_to_sleep() const {
        if (glass_.is_fading()) return std::max(milliseconds{0}, next_frame_ - now());
        if (has_spare_time()) return milliseconds{0};
        const milliseconds due =
            is_unconfirmed() ? std::min(session_.next_due(), next_proof_) : session_.next_due();
        return std::max(milliseconds{0}, due - now()) + milliseconds{1};
    }
    /// By the wall clock, because the session wakes up at its full minutes.
    [[nodiscard]] std::int64_t minute() const {
        return std::chrono::floor<std::chrono::minutes>(session_.wall(now())).time_since_epoch().count();
    }
    /// For the file of glyphs: nobody is there, and nothing moves.
    [[nodiscard]] bool has_spare_time() const {
        return glyphs_ != nullptr && glyphs_->has_work() && session_.is_rotating() && !glass_.is_fading();
    }
    void begin_glyphs() {
        if (glyphs_ != nullptr) glyphs_->begin(library_, *catalog_, settings_);
    }
    void make_glyphs() {
        glyphs_->step();
        if (!glyphs_->has_work()) malloc_trim(0);
    }
    [[nodiscard]] bool is_unconfirmed() const {
        return release_watch_ && !confirmed_ && !catalog_->sha256.empty();
    }

    /// Does `work`; with a log, how long it took goes into one of its lists.
    template <class Work>
    void timed(std::vector<double> LiveLog::*list, Work work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        if (log_ != nullptr)
            (log_->*list)
                .push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                               .count());
    }
    void note_wake_up() {
        if (log_ == nullptr) return;
        ++log_->wake_ups;
        ended_ = ended_ || now() >= log_->length;
    }

    void turn() {
        const auto events = window_.wait(time_to_sleep());
        note_wake_up();
        for (const WindowEvent& event : events) {
            feed(event);
            show_changes();  // before the next event, which belongs to the page that this one opened
        }
        if (!time_given_)
            session_.set_wall(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                              now());
        follow_releases();
        show_changes();
        if (glass_.is_fading() && now() >= next_frame_) {
            next_frame_ = now() + kFrame;
            timed(&LiveLog::fades_ms, [this] { glass_.step(now()); });
        }
        if (!glass_.is_fading()) after_the_fade();
        if (events.empty() && has_spare_time()) make_glyphs();
        if (orbits_) glass_.move_to(orbit_at(minute() - first_minute_));
    }

    /// Between two frames: opens what has become current, if anything has.
    void follow_releases() {
        if (!release_watch_) return;
        const base::Instant wall = session_.wall(now());
        auto news = release_watch_->look(catalog_->sha256, {wall, time_given_});
        if (news.contact) session_.set_contact(*news.contact);
        if (!news.catalog) return;
        leaving_ = std::exchange(catalog_, std::make_unique<OpenCatalog>(std::move(*news.catalog)));
        session_.show_release(*catalog_, now());
        confirmed_ = false;
        frames_before_ = glass_.frames();
        begin_glyphs();
    }

    /// The old release is closed once the new one stands on the glass, and this one is confirmed once enough
    /// frames of it were drawn. Until then a page at rest is drawn again and again.
    void after_the_fade() {
        leaving_.reset();
        if (glyphs_ != nullptr) glyphs_->mend();
        if (!is_unconfirmed()) return;
        if (glass_.frames() - frames_before_ >= kFramesToConfirm) {
            release_watch_->confirm(catalog_->sha256);
            confirmed_ = true;
        } else if (now() >= next_proof_) {
            next_proof_ = now() + kBetweenProofs;
            glass_.redraw(session_);
        }
    }

    void feed(const WindowEvent& event) {
        using Kind = WindowEvent::Kind;
        switch (event.kind) {
            case Kind::down:
                session_.touch_down(point_of(event.at), now());
                break;
            case Kind::up:
                session_.touch_up(point_of(event.at), now());
                break;
            case Kind::lost:
                session_.touch_lost();
                break;
            case Kind::key:
                session_.key(key_of(event.key), now());
                break;
            case Kind::resize:
                settings_.panel = panel_for_(window_.panel_size());
                session_.resize(settings_.panel);
                begin_glyphs();
                break;
            case Kind::expose:
                window_.present_again();
                break;
            case Kind::quit:
                ended_ = true;
                break;
        }
    }

    void show_changes() {
        const milliseconds time = now();
        const Change change = session_.update(time);
        if (change == Change::content) timed(&LiveLog::repaints_ms, [this] { glass_.repaint(session_); });
        if (change == Change::page) {
            timed(&LiveLog::turns_ms, [&] { glass_.turn(session_, time); });
            session_.shown(now());
            next_frame_ = time;
        }
    }

    Window& window_;
    LiveLog* const log_;  // or null
    Library& library_;
    SessionSettings settings_;
    GlyphCache* const glyphs_;  // or null
    const std::function<Panel(PixelSize)>& panel_for_;
    const bool time_given_, orbits_;
    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::unique_ptr<OpenCatalog> catalog_, leaving_;  // on screen; on its way from it
    Session session_;
    Glass glass_;
    const std::int64_t first_minute_ = minute();
    std::optional<ReleaseWatch> release_watch_;
    bool confirmed_ = false;           // the release on screen
    std::uint64_t frames_before_ = 0;  // it was opened
    milliseconds next_frame_{0}, next_proof_{0};
    bool ended_ = false;
};

}  // namespace

void run_live(Library& library, OpenCatalog catalog, StateFolder* state, GlyphCache* glyphs,
              const SessionSettings& settings, Window& window, std::unique_ptr<Renderer> renderer,
              const std::function<Panel(PixelSize)>& panel_for, LiveLog* log) {
    return_large_blocks();
    Live{library, std::move(catalog), state, glyphs, settings, window, std::move(renderer), panel_for, log}
        .run();
}

}  // namespace kiosk
