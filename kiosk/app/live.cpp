#include "kiosk/app/live.h"

#include <malloc.h>

#include <optional>

#include "kiosk/app/following.h"
#include "kiosk/app/jacks.h"
#include "kiosk/app/reader.h"
#include "kiosk/app/scanner.h"
#include "kiosk/app/screen.h"
#include "kiosk/platform/jack.h"
#include "kiosk/platform/placement.h"
#include "kiosk/platform/window_events.h"

namespace kiosk {
namespace {

using base::EventLoop;

/// Pictures are given back to the system when they are freed, at once: they are far larger than everything
/// else.
void return_large_blocks() { mallopt(M_MMAP_THRESHOLD, 1 << 17); }

/// Makes the file of glyphs while nobody is there, piece by piece.
class GlyphWork : public EventLoop::Part {
public:
    GlyphWork(GlyphCache& glyphs, const Screen& screen) : glyphs_(glyphs), screen_(screen) {}

    [[nodiscard]] EventLoop::Time next_due() override {
        const bool is_spare = glyphs_.has_work() && screen_.is_idle(),
                   is_drawn = screen_.frames() != looked_at_ && !screen_.is_fading();
        return is_spare || is_drawn ? EventLoop::kNow : EventLoop::kNever;
    }
    void act() override {
        looked_at_ = screen_.frames();
        glyphs_.mend();  // drawing may have found it damaged
        if (!glyphs_.has_work() || !screen_.is_idle()) return;
        glyphs_.step();
        if (!glyphs_.has_work()) malloc_trim(0);
    }

private:
    GlyphCache& glyphs_;
    const Screen& screen_;
    std::uint64_t looked_at_ = 0;  // frames
};

/// Lets the picture wander at full minutes, when the display is awake anyway.
class Orbit : public EventLoop::Part {
public:
    explicit Orbit(Screen& screen) : screen_(screen), first_(minute()), next_(screen.next_minute()) {}

    [[nodiscard]] EventLoop::Time next_due() override {
        return screen_.is_fading() ? EventLoop::kNever : next_;
    }
    void act() override {
        screen_.move_to(orbit_at(minute() - first_));
        next_ = screen_.next_minute();
    }

private:
    [[nodiscard]] std::int64_t minute() const {
        return std::chrono::floor<std::chrono::minutes>(screen_.wall()).time_since_epoch().count();
    }
    Screen& screen_;
    const std::int64_t first_;
    EventLoop::Time next_;
};

/// Builds the parts in order of dependence. What one does is seen in the same turn by those after it.
class Live {
public:
    Live(EventLoop& loop, Library& library, OpenCatalog catalog, StateFolder* state, GlyphCache* glyphs,
         const SessionSettings& settings, Window& window, std::unique_ptr<Renderer> renderer,
         const std::function<Panel(PixelSize)>& panel_for, LiveLog* log, Speaker* speaker)
        : loop_(loop),
          library_(library),
          window_(window),
          settings_(settings),
          glyphs_(glyphs),
          panel_for_(panel_for),
          log_(log),
          catalogs_{std::make_unique<OpenCatalog>(std::move(catalog)), nullptr},
          session_(library, *catalogs_.shown, settings),
          glass_(window, library.fonts, std::move(renderer), settings.reduced_motion, clock_, log),
          screen_(loop, session_, glass_, clock_, settings.time_given, log),
          confirmation_(screen_, clock_, [this] { following_->confirm(); }),
          input_(loop, window, [this](const WindowEvent& event) { feed(event); }) {
        if (state != nullptr) follow(*state);
        hang_up(screen_);
        hang_up(glass_);
        hang_up(confirmation_);
        if (speaker != nullptr)
            hang_up(reader_.emplace(loop, library, session_, screen_, *speaker, settings.emergency_volume));
        if (settings.hears_jacks)
            jacks_.emplace(loop, open_jacks(),
                           [this](Key key) { feed({.kind = WindowEvent::Kind::key, .key = key}); });
        if (settings.scanning == Scanning::one) hang_up(scanner_.emplace(session_, screen_));
        if (glyphs != nullptr) hang_up(glyph_work_.emplace(*glyphs, screen_));
        if (settings.orbits) hang_up(orbit_.emplace(screen_));
        if (log != nullptr) end_.emplace(loop, clock_.at(log->length), [&loop] { loop.end(); });
    }

    void run() {
        const auto turns_before = loop_.turns();
        screen_.begin();
        if (log_ != nullptr) log_->first_frame = std::chrono::steady_clock::now();
        begin_glyphs();
        loop_.run();
        if (log_ == nullptr) return;
        log_->frames = glass_.frames();
        log_->dropped = glass_.dropped();
        log_->wake_ups = loop_.turns() - turns_before;
    }

private:
    void hang_up(EventLoop::Part& part) { hooks_.push_back(loop_.add(part)); }
    void follow(StateFolder& state) {
        hang_up(following_.emplace(loop_, state, catalogs_, screen_, settings_.time_given,
                                   [this] { begin_release(); }));
        confirmation_.begin(!catalogs_.shown->sha256.empty());
    }
    void begin_release() {
        if (reader_) reader_->begin_release();
        confirmation_.begin(!catalogs_.shown->sha256.empty());
        begin_glyphs();
    }
    void begin_glyphs() {
        if (glyphs_ != nullptr) glyphs_->begin(library_, *catalogs_.shown, settings_);
    }
    void feed(const WindowEvent& event) {
        switch (event.kind) {
            case WindowEvent::Kind::resize:
                settings_.panel = panel_for_(window_.panel_size());
                begin_glyphs();
                return screen_.resize(settings_.panel);
            case WindowEvent::Kind::expose:
                return window_.present_again();
            case WindowEvent::Kind::quit:
                return loop_.end();
            case WindowEvent::Kind::down:
                if (reader_) reader_->stop();
                return screen_.feed(event);
            case WindowEvent::Kind::key:
                if (reader_ && event.key == Key::stop) reader_->silence();
                if (reader_ && event.key == Key::read_again) reader_->say_again();
                return screen_.feed(event);
            default:
                return screen_.feed(event);
        }
    }

    EventLoop& loop_;
    Library& library_;
    Window& window_;
    SessionSettings settings_;
    GlyphCache* const glyphs_;  // or null
    const std::function<Panel(PixelSize)>& panel_for_;
    LiveLog* const log_;  // or null
    const SessionClock clock_;
    Catalogs catalogs_;
    Session session_;
    Glass glass_;
    Screen screen_;
    Confirmation confirmation_;
    WindowEvents input_;
    std::optional<Following> following_;
    std::optional<Reader> reader_;
    std::optional<Jacks> jacks_;
    std::optional<Scanner> scanner_;
    std::optional<GlyphWork> glyph_work_;
    std::optional<Orbit> orbit_;
    std::optional<base::Alarm> end_;
    std::vector<EventLoop::Hook> hooks_;
};

}  // namespace

void run_live(EventLoop& loop, Library& library, OpenCatalog catalog, StateFolder* state, GlyphCache* glyphs,
              const SessionSettings& settings, Window& window, std::unique_ptr<Renderer> renderer,
              const std::function<Panel(PixelSize)>& panel_for, LiveLog* log, Speaker* speaker) {
    return_large_blocks();
    Live{loop, library, std::move(catalog), state, glyphs, settings, window, std::move(renderer), panel_for,
         log,  speaker}
        .run();
}

}  // namespace kiosk
