#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/notice_board.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/schedule/idle.h"
#include "kiosk/schedule/rotation.h"
#include "kiosk/schedule/taps.h"

namespace kiosk {

enum class Key { left, right, up, down, activate, back, home };

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
};

/// What is on the screen and how it answers, without window, clock or pixels: rotation, visitor, history,
/// choices. Time is session time, milliseconds since the start, and enters through every call.
class Session {
public:
    using Time = std::chrono::milliseconds;

    /// `library` must outlive the session, `catalog` as well or until `show_release` names another and
    /// `update` was called. REQUIRES: the catalog has an overview page.
    Session(Library& library, OpenCatalog& catalog, const SessionSettings& settings);

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

    /// Brings the page up to `now`. Returns what has to happen on the glass.
    enum class Change { none, content, page };
    [[nodiscard]] Change update(Time now);
    /// The page that the last `update` made is on the glass since `now`, which is later than that on a slow
    /// board: touches before are of the page before.
    void shown(Time now) { shown_since_ = now; }
    /// The session time at which `update` will next have something to do, if nobody touches.
    [[nodiscard]] Time next_due() const { return next_due_; }

    [[nodiscard]] const Page& page() const { return page_; }
    [[nodiscard]] const Address& address() const { return shown_.address; }
    [[nodiscard]] const Theme& colors() const { return theme(profile_.high_contrast); }
    [[nodiscard]] const Metrics& metrics() const { return metrics_; }
    [[nodiscard]] const std::string& focus() const { return focus_; }
    [[nodiscard]] bool is_rotating() const { return !visitor_; }
    /// What the wall clock says at `now`.
    [[nodiscard]] base::Instant wall(Time now) const;
    [[nodiscard]] Profile profile() const { return profile_; }
    [[nodiscard]] const words::Language& language() const { return *language_; }

private:
    /// Everything that the look of the page depends on.
    struct Shown {
        Address address;
        Profile profile;
        const words::Language* language = nullptr;
        bool paused = false;
        int dwell_step = 0, seconds_left = 0;
        std::int64_t minute = -1;
        int notice_changes = 0;  // beginnings and ends that have passed
        friend bool operator==(const Shown&, const Shown&) = default;
    };

    void answer(const Request& request);
    void activate(const std::string& touch_id);
    void arrive(Time now);
    void leave(Time now);
    /// The language that a visit begins in.
    [[nodiscard]] const words::Language* first_language() const;
    [[nodiscard]] Shown wanted(Time now);
    void build();
    void keep_focus();
    [[nodiscard]] Stage stage() const;
    /// The wall clock, and no moment that is known to have passed before.
    [[nodiscard]] base::Instant instant(Time now) const;
    [[nodiscard]] bool is_emergency() const { return shown_.address.scene == SceneKind::emergency; }
    [[nodiscard]] std::optional<std::string> area_at(Point at) const;

    Library& library_;
    OpenCatalog* catalog_;
    SessionSettings settings_;
    Rotation rotation_;
    Metrics metrics_;
    Profile profile_;
    const words::Language* language_;
    NoticeBoard notices_;
    bool visitor_ = false, paused_ = false;
    Address current_;
    std::vector<Address> history_;
    Time last_touch_{0}, rotation_start_{0}, next_due_{0}, now_{0};
    std::optional<std::string> pressed_;
    bool pressed_in_rotation_ = false;
    Time shown_since_{-kDoubleTap};  // the page on the glass
    std::string focus_;
    Shown shown_;
    bool stale_ = true;
    bool switched_ = false;  // the release, since the last update
    Page page_;
};

/// The touch area that lies in the direction of `key` from the one called `from`; when there is none, the one
/// at the top left. At the end of a row it goes on in the order of `areas`, so that arrows reach everything.
[[nodiscard]] std::string next_focus(const std::vector<TouchArea>& areas, const std::string& from, Key key);

}  // namespace kiosk
