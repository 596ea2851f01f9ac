#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/app/focus.h"
#include "kiosk/app/notice_board.h"
#include "kiosk/app/visit.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/schedule/corner_touches.h"
#include "kiosk/schedule/hours.h"
#include "kiosk/schedule/idle.h"
#include "kiosk/schedule/rotation.h"
#include "kiosk/schedule/scan.h"
#include "kiosk/schedule/taps.h"

namespace kiosk {

class AdminDesk;

/// How this screen was set up.
struct SessionSettings {
    Panel panel;
    const words::Language* language = nullptr;  // the site's; null: the release's first
    std::chrono::milliseconds dwell{10'000};
    IdleLimits idle;
    base::Instant started_at;  // wall time at session time zero
    bool time_given = false;   // by --now: trusted
    std::string area = {};     // where it stands, for notices; empty: nowhere in particular
    std::optional<catalog::Contact> contact = {};  // nothing: there is no state folder
    std::string web = {};                          // see Stage::web
    bool reduced_motion = false;                   // pages cut instead of fading
    bool orbits = false;                           // the picture wanders, against burn-in
    bool speaks = false;                           // there is a voice: reading aloud is offered
    bool hears_jacks = false;                      // of headphones
    int emergency_volume = 0;                      // in percent of what is usual; 0: emergencies are silent
    Scanning scanning = Scanning::off;
    std::chrono::milliseconds scan_step{2000};       // the focus stays on each item
    Hours hours = {};                                // of the hall
    std::chrono::milliseconds show_closed{300'000};  // outside them a page says so, then the glass is dark
    /// Called with a page that cannot be built and is left out, once for each of a release, and why.
    std::function<void(const std::string& page, const base::Error&)> on_left_out = {};
};

/// How long a page says what came of a stick.
constexpr std::chrono::seconds kTellFor{10};

/// What is on the screen and how it answers, without window, clock or pixels. Time is session time,
/// milliseconds since the start, and enters through every call.
class Session {
public:
    using Time = std::chrono::milliseconds;

    /// `library` must outlive the session, `catalog` as well or until `show_release` names another and
    /// `update` was called. REQUIRES: the catalog has an overview page.
    Session(Library& library, OpenCatalog& catalog, const SessionSettings& settings);

    /// Whoever looks after the screen finds `desk` behind five touches in the upper left corner; without one
    /// there is nothing there. It must outlive this.
    /// A desk that nobody has set up yet is what the screen begins with.
    void put_up(AdminDesk& desk);
    /// Of settings that are changed while it runs.
    void set_up(std::chrono::milliseconds dwell, const IdleLimits& idle, Hours hours,
                const words::Language* language, Time now);

    // A finger, in pixels of the upright picture. Actions happen on release, and only on the page that the
    // finger came down on.
    void touch_down(Point at, Time now);
    void touch_up(Point at, Time now);
    /// There was no touch after all: the finger that came down was taken away, with its panel or its window.
    void touch_lost();
    void key(Key key, Time now);
    /// The panel has another size from now on.
    void resize(const Panel& panel);
    /// What the wall clock says at `now`: to be called before `update`, which is due when somebody sets the
    /// clock as well. Differences under 2 s are left alone.
    void set_wall(base::Instant wall, Time now);

    /// Another release takes the place of the one on screen. The round begins anew; a visitor stays on the
    /// page, or goes to the topics when the new release has no such page.
    void show_release(OpenCatalog& catalog, Time now);
    /// The origin has answered since.
    void set_contact(const catalog::Contact& contact);

    /// What came of a stick is said in a corner of whatever page there is, for `kTellFor`.
    void tell(const catalog::Import& import, Time now) { told_ = Told{import, now + kTellFor}; }

    /// Whether the page is being read aloud: whoever listens has not left. The question whether anybody is
    /// there waits no longer for being spoken.
    void set_speaking(bool speaking, Time now);
    /// Around what is being spoken; gone with its page.
    void set_mark(const std::optional<Rect>& mark) { built_.overlay.spoken = mark; }
    [[nodiscard]] const std::optional<Rect>& mark() const { return built_.overlay.spoken; }

    /// When the focus of whoever has one switch moves on by itself; nothing: it does not. It waits for what
    /// is being said, and for the answer whether anybody is there.
    [[nodiscard]] std::optional<Time> next_step() const;
    /// Moves it on. To be followed by `update`.
    void step(Time now);

    /// Brings the page up to `now`. Returns what has to happen on the glass.
    enum class Change {
        none,
        moving,   // the page stands, but for what moves on it
        content,  // the same page looks different
        page
    };
    [[nodiscard]] Change update(Time now);
    /// The page that the last `update` made is on the glass since `now`, which is later than that on a slow
    /// board: touches before are of the page before.
    void shown(Time now) { built_.since = now; }
    /// The session time at which `update` will next have something to do, if nobody touches.
    [[nodiscard]] Time next_due() const { return built_.next_due; }

    [[nodiscard]] const Page& page() const { return built_.page; }
    [[nodiscard]] const Address& address() const { return built_.look.address; }
    [[nodiscard]] const Theme& colors() const { return theme(profile().high_contrast); }
    [[nodiscard]] Metrics metrics() const { return metrics_for(settings_.panel, profile()); }
    /// What the page is drawn with.
    [[nodiscard]] const Overlay& overlay() const { return built_.overlay; }
    /// The touch area that the keyboard stands on; or empty.
    [[nodiscard]] const std::string& focus() const;
    /// The same for whoever listens; on the pad for a PIN empty, which others would hear as well.
    [[nodiscard]] std::string focus_to_say() const;
    /// Null when nobody is there.
    [[nodiscard]] const Visit* visit() const { return people_.visit ? &*people_.visit : nullptr; }
    /// How often a page was built: what may be read aloud has not changed while this has not.
    [[nodiscard]] std::uint64_t builds() const { return built_.count; }
    [[nodiscard]] const catalog::Store& store() const { return catalog_->store; }
    /// Nobody is there: the round, or the page of a closed hall.
    [[nodiscard]] bool is_rotating() const { return !people_.visit; }
    /// Whether there is a picture. There is none when the hall has been closed for a while.
    [[nodiscard]] bool is_lit() const { return !is_dark(built_.look.address); }
    /// By the hours of the hall, as far as anybody knows: by a clock that is not trusted it is.
    [[nodiscard]] bool is_open(Time now) const;
    /// Whether the page `find` would first have to look through all targets. REQUIRES: a page was built.
    [[nodiscard]] bool lacks_words() const { return words_.language != built_.look.language; }
    /// Does so now, when nobody waits.
    void prepare_words();
    /// What the wall clock says at `now`.
    [[nodiscard]] base::Instant wall(Time now) const;
    /// The session time of its next full minute.
    [[nodiscard]] Time next_minute(Time now) const;
    [[nodiscard]] Profile profile() const { return people_.visit ? people_.visit->profile : Profile{}; }
    [[nodiscard]] const words::Language& language() const;

private:
    /// Who stands before the screen. Nobody: it rotates.
    struct People {
        std::optional<Visit> visit = {};
        Time last_touch{0}, rotation_start{0};
        std::optional<Time> closed_since = {};  // the hall is, with nobody and nothing grave in it
        bool listening = false;
        bool typing = false;  // a number, digit by digit: the next one belongs to it
        // By one switch or two, from the first press until the visit ends, or somebody does otherwise.
        bool scanning = false;
        Time stepped{0};                      // the focus moved, or what kept it has ended
        std::size_t steps = 0;                // by itself, since the last press
        std::optional<Time> deaf_until = {};  // the glass is being cleaned
    };
    /// One finger between coming down and going up.
    struct Finger {
        std::optional<std::string> pressed = {};  // the touch area that it came down on
        bool woke = false;                        // it came down while the screen rotated
    };
    /// Whether it may do more than wake the screen.
    [[nodiscard]] bool answers(const Finger& finger) const { return !finger.woke || is_emergency(); }
    /// Everything that the look of the page depends on.
    struct Look {
        Address address;
        Profile profile;
        const words::Language* language = nullptr;
        bool paused = false;
        Aloud aloud = {};
        int seconds_left = 0;
        std::int64_t minute = -1;
        int notice_changes = 0;  // beginnings and ends that have passed
        std::optional<base::Instant> opens_at = {};
        std::optional<catalog::Import> told = {};
        std::uint64_t desk_changes = 0;
        friend bool operator==(const Look&, const Look&) = default;
    };
    struct Showing {
        Look look;
        float dwell_done = 0;
        Time next_due{0};
    };
    struct Told {
        catalog::Import import;
        Time until{0};
    };
    /// By which words the release's targets are found, in one language: made for the first page that asks.
    struct Words {
        std::optional<words::Lookup> lookup = {};
        const words::Language* language = nullptr;
    };
    /// What was built last.
    struct Built {
        Look look;
        Page page;
        Time now{0}, next_due{0};
        Time since{-kDoubleTap};  // the page is on the glass
        bool stale = true;        // to be built anew whatever it looks like
        bool switched = false;    // the release, since the last update
        Overlay overlay = {};
        std::uint64_t count = 0;
    };

    void arrive(Time now);
    void leave(Time now);
    /// Ends a visit that has ended, and turns from one emergency to the next: what happens by itself.
    void pass_time(Time now);
    /// What the screen shows at `now` and when that changes next. REQUIRES: pass_time(now).
    [[nodiscard]] Showing what_shows(Time now) const;
    [[nodiscard]] Time due_of_notices(Time now) const;
    /// When the hall opens or closes next.
    [[nodiscard]] Time due_of_hours(Time now) const;
    void open_or_close(Time now);
    [[nodiscard]] static bool is_dark(const Address& address) {
        return address.scene == SceneKind::closed && !address.key.empty();
    }
    /// For how long nobody has touched, or listened.
    [[nodiscard]] Time quiet_for(Time now) const;
    /// What a key asks for that means the same everywhere.
    [[nodiscard]] std::optional<Request> request_of(Key key) const;
    void end_listening();
    void type(char digit);
    void type_at_desk(const AdminAct& act);
    void erase();
    void press(Time now);
    void move_focus(Key key);
    void begin_or_end_scan(Key key, Time now);
    /// A whole round of the page went by, and nobody pressed.
    [[nodiscard]] bool is_adrift() const { return people_.steps > built_.page.touch.size(); }
    void judge(Time now);
    [[nodiscard]] std::vector<Slide> round() const;
    [[nodiscard]] bool is_at_desk() const;
    [[nodiscard]] bool comes_in(Point at, Time now);
    void sit_down(Time now);
    void answer_at_desk(const AdminAct& act);
    void follow_place();
    /// Neither touches nor keys do anything now.
    [[nodiscard]] bool is_deaf() const;
    void pass_time_at_desk(Time now);
    void look_at_desk(Look& look, Time& due, Time now) const;
    void activate(const std::string& touch_id);
    void answer(const Request& request);
    /// The language that a visit begins in.
    [[nodiscard]] const words::Language* first_language() const;
    void build();
    void leave_out(const Address& page, const base::Error& why);
    /// In the place of a page that is not there any longer, or cannot be built.
    [[nodiscard]] base::Result<Page> build_instead(const base::Error& why);
    /// What passes of the page that was built last, with the mark of what is spoken as it is.
    [[nodiscard]] Overlay overlay_with(float dwell_done) const;
    void keep_focus();
    void say_in_corner(const catalog::Import& import);
    [[nodiscard]] Stage stage() const;
    /// The wall clock, and no moment that is known to have passed before.
    [[nodiscard]] base::Instant instant(Time now) const;
    [[nodiscard]] bool is_emergency() const { return built_.look.address.scene == SceneKind::emergency; }

    Library& library_;
    OpenCatalog* catalog_;
    AdminDesk* desk_ = nullptr;  // or null
    CornerTouches corner_;
    SessionSettings settings_;
    Rotation rotation_;
    NoticeBoard notices_;
    People people_;
    Finger finger_;
    std::optional<Told> told_;
    Words words_;
    Built built_;
    std::set<std::string> left_out_;  // of this release
};

}  // namespace kiosk
