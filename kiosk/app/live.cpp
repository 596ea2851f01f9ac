#include "kiosk/app/live.h"

#include <malloc.h>

#include <optional>

#include "base/heartbeat.h"
#include "kiosk/app/following.h"
#include "kiosk/app/jacks.h"
#include "kiosk/app/reader.h"
#include "kiosk/app/scanner.h"
#include "kiosk/app/screen.h"
#include "kiosk/opening_hours.h"
#include "kiosk/platform/jack.h"
#include "kiosk/platform/output_events.h"
#include "kiosk/platform/placement.h"

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

/// Looks through the targets for the page `find` before somebody asks for it.
class WordsWork : public EventLoop::Part {
public:
    explicit WordsWork(Screen& screen) : screen_(screen) {}

    [[nodiscard]] EventLoop::Time next_due() override {
        return screen_.frames() > 0 && screen_.is_idle() && screen_.lacks_words() ? EventLoop::kNow
                                                                                  : EventLoop::kNever;
    }
    void act() override { screen_.prepare_words(); }

private:
    Screen& screen_;
};

/// Shows what came of a PIN that was typed.
class DeskWork : public EventLoop::Part {
public:
    DeskWork(const AdminDesk& desk, Screen& screen) : desk_(desk), screen_(screen) {}

    [[nodiscard]] EventLoop::Time next_due() override {
        return desk_.has_news() ? EventLoop::kNow : EventLoop::kNever;
    }
    void act() override { screen_.show(); }

private:
    const AdminDesk& desk_;
    Screen& screen_;
};

/// Shows each frame's page to somebody else.
class FrameWatch : public EventLoop::Part {
public:
    FrameWatch(const Session& session, const Screen& screen,
               const std::function<void(const Session&)>& on_frame)
        : session_(session), screen_(screen), on_frame_(on_frame) {}

    [[nodiscard]] EventLoop::Time next_due() override {
        return screen_.frames() != seen_ ? EventLoop::kNow : EventLoop::kNever;
    }
    void act() override {
        seen_ = screen_.frames();
        on_frame_(session_);
    }

private:
    const Session& session_;
    const Screen& screen_;
    const std::function<void(const Session&)>& on_frame_;
    std::uint64_t seen_ = 0;
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

/// Whether the display shows what it should: the picture is on the glass, and what was due has been drawn.
class Standing {
public:
    /// Something that was due this long ago has not been done, and is not about to be.
    static constexpr std::chrono::seconds kLate{10};

    Standing(const Supervision* supervision, Compositor& compositor, Screen& screen, Glass& glass)
        : supervision_(supervision), compositor_(compositor), screen_(screen), glass_(glass) {}

    [[nodiscard]] bool holds_picture() const { return compositor_.holds_picture(); }
    [[nodiscard]] bool is_well() const {
        const EventLoop::Time late = base::BootClock::now() - kLate;
        const bool is_drawn = holds_picture() && screen_.next_due() > late && glass_.next_due() > late;
        const bool can_ask = supervision_ != nullptr && supervision_->server_answers;
        return is_drawn && (!can_ask || supervision_->server_answers());
    }

private:
    const Supervision* const supervision_;
    Compositor& compositor_;
    Screen& screen_;
    Glass& glass_;
};

/// Says so to the service manager.
class Supervised {
public:
    Supervised(const Supervision& supervision, const Standing& standing, Screen& screen)
        : supervision_(supervision),
          standing_(standing),
          heart_(supervision.manager, {.is_done = [this] { return is_well(); },
                                       .awake_at = [&screen] { return screen.next_minute(); }}) {}

    [[nodiscard]] EventLoop::Part& part() { return heart_; }
    void begin() { tell_first_picture(); }
    void end() const { supervision_.manager.stopping(); }

private:
    [[nodiscard]] bool is_well() {
        if (!standing_.is_well()) return false;
        tell_first_picture();
        return true;
    }
    void tell_first_picture() {
        if (is_told_ || !standing_.holds_picture()) return;
        is_told_ = supervision_.manager.ready("the picture is on the glass");
    }

    const Supervision& supervision_;
    const Standing& standing_;
    base::Heartbeat heart_;
    bool is_told_ = false;
};

/// The same, with a word in the log for each page that cannot be built, and for `count`.
SessionSettings naming_faults(SessionSettings settings, const base::Log& log, std::function<void()> count) {
    settings.on_left_out = [log, count](const std::string& page, const base::Error& why) {
        count();
        log.error("page " + page + " of this release cannot be built and is left out: " + why.message,
                  {{"KIOSK_PAGE", page}});
    };
    return settings;
}

/// Builds the parts in order of dependence. What one does is seen in the same turn by those after it.
class Live {
public:
    Live(EventLoop& loop, const LiveParts& parts, OpenCatalog catalog, const SessionSettings& settings,
         std::unique_ptr<Renderer> renderer)
        : loop_(loop),
          parts_(parts),
          settings_(settings),
          catalogs_{std::make_unique<OpenCatalog>(std::move(catalog)), nullptr},
          session_(parts.library, *catalogs_.shown,
                   naming_faults(settings, parts.log, [this] { count_left_out(); })),
          glass_(parts.compositor, parts.library.fonts, std::move(renderer), settings.reduced_motion, clock_,
                 parts.measured),
          screen_(loop, session_, glass_, clock_, settings.time_given, parts.measured),
          confirmation_(screen_, clock_, [this] { following_->confirm(); }),
          words_work_(screen_),
          panel_power_(loop, screen_, parts.compositor.output(), parts.panel_switch, parts.log),
          standing_(parts.supervision, parts.compositor, screen_, glass_),
          input_(loop, parts.compositor.output(), [this](const InputEvent& event) { feed(event); }) {
        is_built_ = true;
        if (parts.state != nullptr) follow(*parts.state);
        if (parts.desk != nullptr) put_up(*parts.desk);
        hang_up(screen_);
        hang_up(glass_);
        hang_up(panel_power_);
        hang_up(confirmation_);
        hang_up(words_work_);
        if (parts.speaker != nullptr)
            hang_up(reader_.emplace(loop, parts.library, session_, screen_, *parts.speaker,
                                    settings.emergency_volume));
        if (settings.hears_jacks)
            jacks_.emplace(loop, open_jacks(),
                           [this](Key key) { feed({.kind = InputEvent::Kind::key, .key = key}); });
        if (settings.scanning == Scanning::one) hang_up(scanner_.emplace(session_, screen_));
        if (parts.glyphs != nullptr) hang_up(glyph_work_.emplace(*parts.glyphs, screen_));
        if (settings.orbits) hang_up(orbit_.emplace(screen_));
        if (parts.supervision != nullptr)
            hang_up(supervised_.emplace(*parts.supervision, standing_, screen_).part());
        if (parts.health != nullptr)
            hang_up(health_work_.emplace(
                *parts.health, [this] { return health_facts(); }, [this] { return screen_.next_minute(); }));
        if (parts.on_frame) hang_up(frame_watch_.emplace(session_, screen_, parts.on_frame));
        if (parts.measured != nullptr)
            end_.emplace(loop, clock_.at(parts.measured->length), [&loop] { loop.end(); });
    }

    void run() {
        const auto turns_before = loop_.turns();
        screen_.begin();
        LiveLog* const log = parts_.measured;
        if (log != nullptr) log->first_frame = std::chrono::steady_clock::now();
        if (supervised_) supervised_->begin();
        tell_release();
        remember_place();
        begin_glyphs();
        loop_.run();
        if (supervised_) supervised_->end();
        if (log == nullptr) return;
        log->frames = glass_.frames();
        log->dropped = glass_.dropped();
        log->wake_ups = loop_.turns() - turns_before;
    }

private:
    void hang_up(EventLoop::Part& part) { hooks_.push_back(loop_.add(part)); }
    void follow(StateFolder& state) {
        hang_up(following_.emplace(loop_, state, catalogs_, screen_, settings_.time_given,
                                   [this] { begin_release(); }));
        confirmation_.begin(!catalogs_.shown->sha256.empty());
    }
    void put_up(AdminDesk& desk) {
        session_.put_up(desk);
        desk.on_settings([this](const base::Settings& settings) { set_up(make_config(settings)); });
        hang_up(desk_work_.emplace(desk, screen_));
    }
    /// Of the settings that may be set on the screen.
    void set_up(const Config& config) {
        session_.set_up(
            config.dwell, {.before_asking = config.ask_after, .before_leaving = config.leave_after},
            make_hours(config), words::find_language(config.default_language.value_or("")), clock_.now());
        if (reader_) reader_->set_emergency_volume(config.emergency_volume);
    }
    /// Of a page that a visitor opened nothing is counted.
    void count_left_out() {
        if (!is_built_ || session_.is_rotating()) ++left_out_;
    }
    [[nodiscard]] HealthFacts health_facts() const {
        HealthFacts facts = facts_of(session_, clock_.now(), catalogs_.shown->sha256);
        facts.is_drawn = standing_.is_well();
        facts.left_out = left_out_;
        facts.panel_obeys = panel_power_.obeys();
        return facts;
    }
    void begin_release() {
        left_out_ = 0;
        tell_release();
        remember_place();
        if (reader_) reader_->begin_release();
        confirmation_.begin(!catalogs_.shown->sha256.empty());
        begin_glyphs();
    }
    void tell_release() const {
        const OpenCatalog& shown = *catalogs_.shown;
        const std::string& version = shown.store.release().version;
        parts_.log.notice(shown.sha256.empty()
                              ? "shows the catalog in the program, version " + version
                              : fmt::format("shows release {:.16}, version {}", shown.sha256, version),
                          {{"KIOSK_RELEASE", shown.sha256}, {"KIOSK_RELEASE_VERSION", version}});
    }
    void remember_place() const {
        if (parts_.ladder == nullptr) return;
        const catalog::Release& release = catalogs_.shown->store.release();
        const bool both = !release.place.zh.empty() && !release.place.en.empty();
        parts_.ladder->remember(release.place.zh + (both ? " " : "") + release.place.en, release.hotline);
    }
    void begin_glyphs() {
        if (parts_.glyphs != nullptr) parts_.glyphs->begin(parts_.library, *catalogs_.shown, settings_);
    }
    void resize(PixelSize size) {
        settings_.panel = parts_.panel_for(size);
        parts_.log.notice(fmt::format("the screen has {}x{} pixels now, of {:.3f} mm", size.width,
                                      size.height, settings_.panel.mm_per_px));
        begin_glyphs();
        screen_.resize(settings_.panel);
    }
    void feed(InputEvent event) {
        event.at = parts_.compositor.upright(event.at);
        switch (event.kind) {
            case InputEvent::Kind::resize:
                return resize(parts_.compositor.output().size());
            case InputEvent::Kind::expose:
                return parts_.compositor.present_again();
            case InputEvent::Kind::quit:
                return loop_.end();
            case InputEvent::Kind::down:
                if (reader_) reader_->stop();
                return screen_.feed(event);
            case InputEvent::Kind::key:
                if (reader_ && event.key == Key::stop) reader_->silence();
                if (reader_ && event.key == Key::read_again) reader_->say_again();
                return screen_.feed(event);
            default:
                return screen_.feed(event);
        }
    }

    EventLoop& loop_;
    const LiveParts& parts_;
    SessionSettings settings_;
    const SessionClock clock_;
    bool is_built_ = false;
    int left_out_ = 0;  // pages of the round that cannot be built, of what is shown
    Catalogs catalogs_;
    Session session_;
    Glass glass_;
    Screen screen_;
    Confirmation confirmation_;
    WordsWork words_work_;
    PanelPower panel_power_;
    const Standing standing_;
    OutputEvents input_;
    std::optional<Following> following_;
    std::optional<DeskWork> desk_work_;
    std::optional<Reader> reader_;
    std::optional<Jacks> jacks_;
    std::optional<Scanner> scanner_;
    std::optional<GlyphWork> glyph_work_;
    std::optional<Orbit> orbit_;
    std::optional<Supervised> supervised_;
    std::optional<HealthWork> health_work_;
    std::optional<FrameWatch> frame_watch_;
    std::optional<base::Alarm> end_;
    std::vector<EventLoop::Hook> hooks_;
};

}  // namespace

void run_live(EventLoop& loop, const LiveParts& parts, OpenCatalog catalog, const SessionSettings& settings,
              std::unique_ptr<Renderer> renderer) {
    return_large_blocks();
    Live{loop, parts, std::move(catalog), settings, std::move(renderer)}.run();
}

}  // namespace kiosk
