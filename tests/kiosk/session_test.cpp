#include "kiosk/app/session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "drawn.h"

using namespace std::chrono_literals;
using kiosk::Key;
using kiosk::Point;
using kiosk::Profile;
using kiosk::SceneKind;
using kiosk::Session;
using kiosk::TouchArea;
using Change = Session::Change;

namespace {

constexpr Point kNowhere{-1, -1};

/// The real session on the real catalog, with hands to touch it and time to pass.
struct Hall {
    kiosk::Library library;
    kiosk::OpenCatalog catalog;
    Session session;
    Session::Time now{0};

    explicit Hall(const kiosk::Panel& panel = {})
        : library(*kiosk::Library::open()),
          catalog(*kiosk::open_catalog("", {base::make_date(2024, 7, 15), true})),
          session(library, catalog, settings(panel)) {
        CHECK(session.update(now) != Change::none);
    }
    static kiosk::SessionSettings settings(const kiosk::Panel& panel) {
        return {.panel = panel,
                .language = &words::language("zh-CN"),
                .dwell = 10s,
                .idle = {},
                .started_at = *base::parse_instant("2024-07-15"),
                .time_given = true};
    }

    Change pass(Session::Time time) {
        now += time;
        return session.update(now);
    }
    void tap(Point down, Point up) {
        session.touch_down(down, now);
        session.touch_up(up, now);
    }
    /// By somebody who has seen the page.
    Change tap(Point at) {
        now += kiosk::kDoubleTap;
        tap(at, at);
        return session.update(now);
    }
    Change tap(const std::string& id) { return tap(middle(id)); }
    Change press(Key key) {
        now += kiosk::kDoubleTap;
        session.key(key, now);
        return session.update(now);
    }
    void wake() {
        REQUIRE(session.is_rotating());
        tap(kNowhere);
        REQUIRE(at() == "topics");
    }
    [[nodiscard]] bool has(const std::string& id) {
        return std::any_of(session.page().touch.begin(), session.page().touch.end(),
                           [&](const TouchArea& a) { return a.id == id; });
    }
    [[nodiscard]] Point middle(const std::string& id) {
        for (const TouchArea& area : session.page().touch)
            if (area.id == id) return area.rect.center();
        FAIL("no touch area " << id << " on " << session.page().id);
        return kNowhere;
    }
    /// A tile of the topics' page.
    [[nodiscard]] std::string tile(std::size_t index = 0) const {
        return "topic/" + catalog.topics[index].id.text;
    }
    [[nodiscard]] std::string at() const { return session.address().id(); }
};

}  // namespace

TEST_CASE("session: it starts in rotation, with the overview") {
    Hall hall;
    CHECK(hall.session.is_rotating());
    CHECK(hall.at() == "overview");
    CHECK(hall.session.update(hall.now) == Change::none);
    CHECK(hall.session.next_due() > hall.now);
}

TEST_CASE("session: the rotation turns at its dwell and draws nothing in between but the dwell's progress") {
    Hall hall;
    hall.now = 10s;
    CHECK(hall.session.update(hall.now) == Change::page);
    CHECK(hall.session.address().scene == SceneKind::rotation);
    const std::string first = hall.at();
    int moves = 0;
    while (hall.session.next_due() < 20s) {
        hall.now = hall.session.next_due();
        CHECK(hall.session.update(hall.now - 1ms) == Change::none);
        if (hall.session.update(hall.now) == Change::moving) ++moves;
        CHECK(hall.at() == first);
    }
    CHECK(moves == kiosk::Rotation::kSteps - 1);
    hall.now = 20s;
    CHECK(hall.session.update(hall.now) == Change::page);
    CHECK(hall.at() != first);
}

TEST_CASE("session: a touch in rotation wakes on release and goes home, wherever it lands") {
    Hall hall;
    hall.session.touch_down({10, 10}, hall.now);
    CHECK(hall.session.update(hall.now) == Change::none);
    CHECK(hall.session.is_rotating());
    hall.session.touch_up({900, 500}, hall.now);
    CHECK(hall.session.update(hall.now) == Change::page);
    CHECK_FALSE(hall.session.is_rotating());
    CHECK(hall.at() == "topics");
}

TEST_CASE("session: a press during one slide and its release during the next wake once") {
    Hall hall;
    hall.now = 9'990ms;
    hall.session.touch_down({500, 300}, hall.now);
    CHECK(hall.pass(20ms) == Change::page);  // the slide changed under the finger
    CHECK(hall.session.is_rotating());
    hall.session.touch_up({500, 300}, hall.now);
    CHECK(hall.session.update(hall.now) == Change::page);
    CHECK(hall.at() == "topics");
    CHECK(hall.session.update(hall.now) == Change::none);
}

TEST_CASE("session: a release without a press wakes nobody") {
    Hall hall;
    hall.session.touch_up({500, 300}, hall.now);
    CHECK(hall.session.update(hall.now) == Change::none);
    CHECK(hall.session.is_rotating());
}

TEST_CASE("session: every tile opens its topic, back returns, home goes home") {
    Hall hall;
    hall.wake();
    for (std::size_t i = 0; i < hall.catalog.topics.size(); ++i) {
        const std::string tile = hall.tile(i);
        if (!hall.has(tile)) continue;
        CAPTURE(tile);
        CHECK(hall.tap(tile) == Change::page);
        CHECK((hall.at() == tile || hall.at() == "commitments/" + hall.catalog.topics[i].id.text));
        CHECK(hall.tap("back") == Change::page);
        CHECK(hall.at() == "topics");
    }
    hall.tap(hall.tile());
    const auto target = std::find_if(hall.session.page().touch.begin(), hall.session.page().touch.end(),
                                     [](const TouchArea& area) { return area.id.starts_with("target/"); });
    REQUIRE(target != hall.session.page().touch.end());
    const std::string id = target->id;
    hall.tap(id);
    CHECK(hall.at() == id);
    hall.tap("back");
    CHECK(hall.at() == hall.tile());
    hall.tap(id);
    hall.tap("topics");
    CHECK(hall.at() == "topics");
    hall.press(Key::back);  // home forgot the way
    CHECK(hall.at() == "topics");
}

TEST_CASE("session: a press on one area and a release on another, or on none, do nothing") {
    Hall hall;
    hall.wake();
    const Point first = hall.middle(hall.tile(0)), second = hall.middle(hall.tile(1));
    for (const auto& [down, up] :
         {std::pair{first, second}, {first, kNowhere}, {kNowhere, first}, {kNowhere, kNowhere}}) {
        hall.tap(down, up);
        CHECK(hall.session.update(hall.now) == Change::none);
        CHECK(hall.at() == "topics");
    }
}

TEST_CASE("session: a second tap within half a second does nothing on the page that the first has opened") {
    Hall hall;
    hall.wake();
    hall.tap(hall.tile(0));
    const std::string topic = hall.at();
    const auto areas = hall.session.page().touch;
    REQUIRE(areas.size() > 2);
    for (const TouchArea& area : areas) {
        CAPTURE(area.id);
        hall.now += 150ms / areas.size();
        hall.tap(area.rect.center(), area.rect.center());
        CHECK(hall.session.update(hall.now) == Change::none);
        CHECK(hall.at() == topic);
    }
    CHECK(hall.tap("back") == Change::page);
    CHECK(hall.at() == "topics");
}

TEST_CASE("session: two taps that wake open no topic, and a choice is not taken back by the second") {
    Hall hall;
    const Point tile = [] {
        Hall other;
        other.wake();
        return other.middle(other.tile(0));
    }();
    hall.now = 3s;
    hall.tap(tile, tile);
    CHECK(hall.session.update(hall.now) == Change::page);
    hall.now += 150ms;
    hall.tap(tile, tile);
    CHECK(hall.session.update(hall.now) == Change::none);
    CHECK(hall.at() == "topics");
    hall.tap("language");
    REQUIRE(hall.session.language().tag == "en");
    const Point language = hall.middle("language");
    hall.now += 300ms;
    hall.tap(language, language);
    (void)hall.session.update(hall.now);
    CHECK(hall.session.language().tag == "en");
    hall.now += 200ms;  // half a second after it came
    hall.tap(language, language);
    (void)hall.session.update(hall.now);
    CHECK(hall.session.language().tag == "zh-CN");
}

TEST_CASE("session: on a slow board the half second begins when the page is on the glass") {
    Hall hall;
    hall.wake();
    hall.tap(hall.tile(0));
    const Point back = hall.middle("back");
    hall.session.shown(hall.now + 900ms);
    hall.now += 1s;
    hall.tap(back, back);
    CHECK(hall.session.update(hall.now) == Change::none);
    hall.now += 400ms;
    hall.tap(back, back);
    CHECK(hall.session.update(hall.now) == Change::page);
}

TEST_CASE("session: a press counts on the page that the finger came down on, and on no other") {
    Hall hall;
    hall.wake();
    hall.tap(hall.tile(0));
    const Point back = hall.middle("back");
    hall.now += 2s;
    hall.session.touch_down(back, hall.now);
    SUBCASE("the panel has another size") { hall.session.resize({}); }
    SUBCASE("another release") { hall.session.show_release(hall.catalog, hall.now); }
    (void)hall.session.update(hall.now);
    const std::string here = hall.at();
    REQUIRE(hall.has("back"));
    hall.now += 1s;
    hall.session.touch_up(hall.middle("back"), hall.now);
    (void)hall.session.update(hall.now);
    CHECK(hall.at() == here);
}

TEST_CASE("session: a finger that is lost with its panel was no touch") {
    Hall hall;
    hall.session.touch_down({500, 300}, hall.now);
    hall.session.touch_lost();
    hall.session.touch_up({500, 300}, hall.now);  // and if its lifting is told after all
    CHECK(hall.session.update(hall.now) == Change::none);
    CHECK(hall.session.is_rotating());
    hall.wake();
    const Point tile = hall.middle(hall.tile(0));
    hall.now += 1s;
    hall.session.touch_down(tile, hall.now);
    hall.session.touch_lost();
    hall.session.touch_up(tile, hall.now);
    CHECK(hall.session.update(hall.now) == Change::none);
    CHECK(hall.at() == "topics");
}

TEST_CASE("session: a second tap on the place of a tile does not reach the page under it") {
    Hall hall;
    hall.wake();
    const Point tile = hall.middle(hall.tile(0));
    hall.now += 1s;
    hall.session.touch_down(tile, hall.now);
    hall.session.touch_up(tile, hall.now);
    hall.session.touch_up(tile, hall.now);  // a release too many
    (void)hall.session.update(hall.now);
    CHECK(hall.at() == hall.tile(0));
}

TEST_CASE("session: a visitor's choices change the page at once and end with the visit") {
    struct Case {
        const char* control;
        Profile profile;
        const char* language;
    };
    const Case cases[] = {{"language", {}, "en"},
                          {"large-type", {.large_type = true}, "zh-CN"},
                          {"settings/high-contrast", {.high_contrast = true}, "zh-CN"},
                          {"settings/low-reach", {.low_reach = true}, "zh-CN"},
                          {"settings/larger-type", {.large_type = true, .larger_type = true}, "zh-CN"}};
    Hall hall;
    for (const auto& [id, profile, language] : cases) {
        const char* control = id;  // Clang 14 captures no structured binding in a lambda, which CAPTURE makes
        CAPTURE(control);
        hall.wake();
        if (!hall.has(control)) hall.tap("settings");
        CHECK(hall.tap(control) == Change::page);
        CHECK(hall.session.profile() == profile);
        CHECK(hall.session.language().tag == language);
        CHECK(hall.pass(80s) == Change::page);
        CHECK(hall.session.is_rotating());
        CHECK(hall.session.profile() == Profile{});
        CHECK(hall.session.language().tag == "zh-CN");
        CHECK(hall.session.metrics().em == kiosk::metrics_for({}, {}).em);
        CHECK(hall.at() == "overview");  // the round begins anew
    }
}

TEST_CASE("session: after 60 s it asks, counts 20 s down and goes back to rotation") {
    Hall hall;
    hall.wake();
    hall.tap(hall.tile());
    CHECK(hall.pass(59'999ms) != Change::page);
    CHECK(hall.at() == hall.tile());
    CHECK(hall.pass(1ms) == Change::page);
    CHECK(hall.at() == "ask");
    for (int second = 1; second < 20; ++second) CHECK(hall.pass(1s) == Change::content);
    CHECK_FALSE(hall.session.is_rotating());
    CHECK(hall.pass(1s) == Change::page);
    CHECK(hall.session.is_rotating());
}

TEST_CASE("session: any touch or key answers the question and leaves the visitor where they were") {
    for (const bool by_key : {false, true}) {
        CAPTURE(by_key);
        Hall hall;
        hall.wake();
        hall.tap(hall.tile());
        (void)hall.pass(65s);
        REQUIRE(hall.at() == "ask");
        CHECK((by_key ? hall.press(Key::back) : hall.tap(Point{5, 5})) == Change::page);
        CHECK(hall.at() == hall.tile());
        (void)hall.pass(59'999ms);
        CHECK(hall.at() == hall.tile());
        (void)hall.pass(1ms);
        CHECK(hall.at() == "ask");
    }
}

TEST_CASE(
    "session: the finger that answers the question presses nothing on the page that comes back under it") {
    Hall hall;
    hall.wake();
    for (const TouchArea& area : std::vector(hall.session.page().touch)) {
        CAPTURE(area.id);
        (void)hall.pass(60s);
        REQUIRE(hall.at() == "ask");
        hall.session.touch_down(area.rect.center(), hall.now);
        CHECK(hall.session.update(hall.now) == Change::page);  // as in the live loop: after every event
        hall.session.touch_up(area.rect.center(), hall.now);
        CHECK(hall.session.update(hall.now) == Change::none);
        CHECK(hall.at() == "topics");
    }
}

TEST_CASE("session: the button of the question does what it says") {
    Hall hall;
    hall.wake();
    (void)hall.pass(60s);
    REQUIRE(hall.at() == "ask");
    CHECK(hall.tap("stay") == Change::page);
    CHECK(hall.at() == "topics");
}

TEST_CASE("session: who paused has 600 s, and the pause ends with the visit") {
    Hall hall;
    hall.wake();
    hall.tap("settings");
    hall.tap("settings/pause");
    const std::string here = hall.at();
    (void)hall.pass(599s);
    CHECK(hall.at() == here);
    (void)hall.pass(1s);
    CHECK(hall.at() == "ask");
    (void)hall.pass(20s);
    CHECK(hall.session.is_rotating());
    hall.wake();
    (void)hall.pass(60s);
    CHECK(hall.at() == "ask");
}

TEST_CASE("session: a held finger counts as presence only when it came and when it went") {
    Hall hall;
    hall.wake();
    (void)hall.pass(50s);
    hall.session.touch_down(kNowhere, hall.now);
    (void)hall.pass(50s);
    CHECK(hall.at() == "topics");
    hall.session.touch_up(kNowhere, hall.now);
    (void)hall.pass(59s);
    CHECK(hall.at() == "topics");
}

TEST_CASE("session: arrows move a focus, Enter activates it, Escape goes back") {
    Hall hall;
    hall.press(Key::right);
    CHECK(hall.at() == "topics");  // any key wakes
    CHECK(hall.session.focus().empty());
    CHECK(hall.press(Key::right) == Change::content);
    const std::string focus = hall.session.focus();
    REQUIRE_FALSE(focus.empty());
    CHECK(hall.press(Key::activate) == Change::page);
    CHECK(hall.at() != "topics");
    CHECK(hall.press(Key::back) == Change::page);
    CHECK(hall.at() == "topics");
    CHECK(hall.press(Key::activate) == Change::none);  // nothing is in focus any more
}

TEST_CASE("session: a touch takes the focus mark away") {
    Hall hall;
    hall.wake();
    hall.press(Key::down);
    REQUIRE_FALSE(hall.session.focus().empty());
    hall.session.touch_down(kNowhere, hall.now);
    CHECK(hall.session.focus().empty());
    CHECK(hall.session.update(hall.now) == Change::content);
}

TEST_CASE("session: from every touch area of every page the arrows lead to every other") {
    for (const kiosk::Panel& panel : {kiosk::Panel{}, kiosk::Panel{.width_px = 1080, .height_px = 1920},
                                      kiosk::Panel{.width_px = 1024, .height_px = 600, .mm_per_px = 0.15f}}) {
        Hall hall{panel};
        hall.wake();
        const auto check = [&] {
            const auto areas = hall.session.page().touch;
            for (const TouchArea& start : areas) {
                std::set<std::string> reached{start.id};
                std::vector<std::string> open{start.id};
                while (!open.empty()) {
                    const std::string from = open.back();
                    open.pop_back();
                    for (const Key key : {Key::left, Key::right, Key::up, Key::down})
                        if (const std::string to = kiosk::next_focus(areas, from, key);
                            reached.insert(to).second)
                            open.push_back(to);
                }
                CAPTURE(hall.at());
                CAPTURE(start.id);
                CHECK(reached.size() == areas.size());
            }
        };
        check();
        for (const auto& first : std::vector(hall.session.page().touch)) {
            if (!hall.has(first.id)) continue;  // a choice has changed what there is
            hall.tap(first.id);
            check();
            if (hall.session.address().scene == SceneKind::topic && hall.has("next")) {
                hall.tap("next");
                check();
            }
            const auto& areas = hall.session.page().touch;
            const auto target = std::find_if(areas.begin(), areas.end(),
                                             [](const TouchArea& a) { return a.id.starts_with("target/"); });
            if (target != areas.end()) {
                hall.tap(std::string(target->id));
                check();
            }
            hall.press(Key::home);
        }
    }
}

TEST_CASE("session: the first arrow goes to an area, and pages without areas keep still") {
    const std::vector<TouchArea> areas{{"a", "", {0, 0, 10, 10}}, {"b", "", {20, 0, 10, 10}}};
    CHECK(kiosk::next_focus(areas, "", Key::left) == "a");
    CHECK(kiosk::next_focus(areas, "gone", Key::down) == "a");
    CHECK(kiosk::next_focus(areas, "a", Key::right) == "b");
    CHECK(kiosk::next_focus(areas, "b", Key::right) == "a");
    CHECK(kiosk::next_focus({}, "", Key::right).empty());
}

TEST_CASE("session: the page follows another size of the panel") {
    Hall hall;
    hall.wake();
    hall.session.resize({.width_px = 1080, .height_px = 1920, .mm_per_px = 0.369f});
    CHECK(hall.session.update(hall.now) != Change::none);
    CHECK(hall.session.metrics().portrait);
    for (const TouchArea& area : hall.session.page().touch) CHECK(area.rect.right() <= 1080);
}

TEST_CASE("session: at midnight it judges anew, and the minute tick is the longest sleep") {
    Hall hall;  // starts at noon
    hall.wake();
    CHECK(hall.session.next_due() - hall.now <= 60s);
    (void)hall.pass(12h - 1s);
    CHECK(hall.catalog.standing.today().date == base::make_date(2024, 7, 15));
    (void)hall.pass(1s);
    CHECK(hall.catalog.standing.today().date == base::make_date(2024, 7, 16));
}

TEST_CASE(
    "session: pages say when the content in the program stands in for a file that could not be opened") {
    Hall hall;
    const auto says = [&](const char* words) {
        const auto texts = drawn(hall.session, hall.library).texts;
        return std::any_of(texts.begin(), texts.end(),
                           [&](const auto& text) { return text.text.find(words) != text.text.npos; });
    };
    hall.wake();
    CHECK_FALSE(says("打不开"));
    hall.press(Key::home);
    hall.catalog.is_fallback = true;
    hall.tap(hall.tile());
    hall.press(Key::home);
    const auto published =
        base::format_date(base::TimeZone().date_at(hall.catalog.store.release().published_at));
    CHECK(says(("内容文件打不开，暂用内置内容，" + published + " 发布").c_str()));
}

TEST_CASE("session: a wall clock that is set later moves the date, small steps do not") {
    Hall hall;
    hall.session.set_wall(*base::parse_instant("2024-07-15") + 1s, hall.now);
    CHECK(hall.session.update(hall.now) == Change::none);
    hall.session.set_wall(*base::parse_instant("2024-09-01"), hall.now);
    CHECK(hall.session.update(hall.now) != Change::none);
    CHECK(hall.catalog.standing.today().date == base::make_date(2024, 9, 1));
}

TEST_CASE("session: waking at every due moment, an untouched screen goes round without a spin") {
    Hall hall;
    int wakes = 0;
    while (hall.now < 10min) {
        REQUIRE(hall.session.next_due() > hall.now);
        hall.now = hall.session.next_due();
        (void)hall.session.update(hall.now);
        ++wakes;
    }
    CHECK(wakes <= 10 * 60 / 2 + 10 + 1);
}

TEST_CASE("session: reading aloud begins with a key, from rotation too, and ends with the visit") {
    Hall hall;
    hall.press(Key::read_aloud);
    CHECK_FALSE(hall.session.is_rotating());
    CHECK_FALSE(hall.session.visit()->aloud.is_on);  // there is no voice
    kiosk::SessionSettings settings = Hall::settings({});
    settings.speaks = true;
    kiosk::Session session{hall.library, hall.catalog, settings};
    CHECK(session.update(0s) == Change::page);
    session.key(Key::louder, 1s);
    REQUIRE(session.visit() != nullptr);
    session.key(Key::louder, 2s);
    CHECK(session.visit()->aloud == kiosk::Aloud{});
    session.key(Key::read_aloud, 3s);
    session.key(Key::louder, 4s);
    session.key(Key::next_speed, 5s);
    CHECK(session.visit()->aloud == kiosk::Aloud{true, 4, 4});
    (void)session.update(5s + settings.idle.before_asking);
    (void)session.update(5s + settings.idle.before_asking + settings.idle.before_leaving);
    CHECK(session.is_rotating());
    session.key(Key::read_aloud, 200s);
    REQUIRE(session.visit() != nullptr);
    CHECK(session.visit()->aloud == kiosk::Aloud{true});
}

TEST_CASE("session: whoever listens has not left; the question is not held up by being spoken") {
    Hall hall;
    hall.wake();
    const Session::Time ask = kiosk::IdleLimits{}.before_asking, leave = kiosk::IdleLimits{}.before_leaving;
    hall.session.set_speaking(true, hall.now);
    hall.pass(10 * ask);
    CHECK(hall.at() == "topics");
    hall.session.set_speaking(false, hall.now);
    hall.pass(ask - 1ms);
    CHECK(hall.at() == "topics");
    hall.pass(1ms);
    CHECK(hall.at() == "ask");
    hall.session.set_speaking(true, hall.now);
    hall.pass(leave - 1ms);
    CHECK(hall.at() == "ask");
    hall.session.set_speaking(false, hall.now);
    hall.pass(1ms);
    CHECK(hall.session.is_rotating());
}

TEST_CASE("session: the question is answered by any key") {
    for (const Key key : {Key::louder, Key::read_aloud, Key::left, Key::back, Key::activate}) {
        Hall hall;
        hall.wake();
        hall.pass(kiosk::IdleLimits{}.before_asking);
        REQUIRE(hall.at() == "ask");
        hall.press(key);
        CHECK(hall.at() == "topics");
    }
}
