#include <doctest/doctest.h>

#include <set>

#include "kiosk/app/session.h"

// One switch, or two: everything can be reached, and nothing moves once nobody is there.

using namespace std::chrono_literals;
using kiosk::Key;
using kiosk::Scanning;
using kiosk::Session;

namespace {

constexpr Session::Time kStep = 2s;

/// The real session on the real catalog, with somebody at a switch, and the loop that sleeps until it is due.
struct Hall {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    Session session;
    Session::Time now{0};

    explicit Hall(Scanning scanning)
        : session(library, catalog,
                  {.panel = {},
                   .language = &words::language("zh-CN"),
                   .dwell = 10s,
                   .idle = {},
                   .started_at = *base::parse_instant("2024-07-15T12:00:00+08:00"),
                   .time_given = true,
                   .speaks = true,
                   .scanning = scanning,
                   .scan_step = kStep}) {
        (void)session.update(now);
    }
    void press(Key key = Key::activate, Session::Time after = 600ms) {
        sleep(after);
        session.key(key, now);
        (void)session.update(now);
    }
    void sleep(Session::Time time) {
        const auto end = now + time;
        while (now < end) {
            const auto step = session.next_step();
            now = std::min({end, session.next_due(), step.value_or(end)});
            if (step && *step <= now) session.step(now);
            (void)session.update(now);
        }
    }
    /// Waits until the item is in focus.
    bool wait_for(const std::string& id) {
        for (std::size_t i = 0; i <= areas().size(); ++i) {
            if (session.focus() == id) return true;
            sleep(kStep);
        }
        return false;
    }
    [[nodiscard]] const std::vector<kiosk::TouchArea>& areas() const { return session.page().touch; }
    [[nodiscard]] std::string first() const { return areas().front().id; }
    [[nodiscard]] std::string at() const { return session.address().id(); }
};

}  // namespace

TEST_CASE("scan: nothing moves before the first press, which wakes and puts the first item in focus") {
    Hall hall{Scanning::one};
    CHECK_FALSE(hall.session.next_step());
    hall.press();
    REQUIRE(hall.at() == "topics");
    CHECK(hall.session.focus() == hall.first());
    CHECK(hall.session.next_step() == hall.now + kStep);
}

TEST_CASE("scan: without it a key moves nothing by itself") {
    Hall hall{Scanning::off};
    for (int i = 0; i < 2; ++i) hall.press();
    CHECK(hall.at() == "topics");
    CHECK(hall.session.focus().empty());
    CHECK_FALSE(hall.session.next_step());
}

TEST_CASE("scan: by one switch the focus comes to everything in the order of reading, and begins again") {
    Hall hall{Scanning::one};
    hall.press();
    for (const auto& area : std::vector(hall.areas())) {
        CHECK(hall.session.focus() == area.id);
        hall.sleep(kStep);
    }
    CHECK(hall.session.focus() == hall.first());
}

TEST_CASE("scan: by one switch to a target and home again; each page begins with its first item in focus") {
    Hall hall{Scanning::one};
    hall.press();
    hall.press();  // the first topic
    CHECK(hall.session.address().scene == kiosk::SceneKind::topic);
    CHECK(hall.session.focus() == hall.first());
    hall.press();
    CHECK(hall.session.address().scene == kiosk::SceneKind::target);
    REQUIRE(hall.wait_for("topics"));
    hall.press();
    CHECK(hall.at() == "topics");
    CHECK(hall.session.focus() == hall.first());
}

TEST_CASE("scan: what leads to the page that one is on begins it anew") {
    Hall hall{Scanning::one};
    hall.press();
    REQUIRE(hall.wait_for("topics"));
    hall.press();
    CHECK(hall.at() == "topics");
    CHECK(hall.session.focus() == hall.first());
}

TEST_CASE("scan: the second press of a double press is not for the page that the first one opened") {
    Hall hall{Scanning::one};
    hall.press();
    hall.press();
    const std::string opened = hall.at();
    hall.press(Key::activate, 100ms);
    CHECK(hall.at() == opened);
}

TEST_CASE("scan: T-14 by one switch, on the number pad, where the focus stays through its digits") {
    Hall hall{Scanning::one};
    hall.press();
    REQUIRE(hall.wait_for("find"));
    hall.press();
    REQUIRE(hall.wait_for("digit/1"));
    hall.press();
    CHECK(hall.session.focus() == "digit/1");
    REQUIRE(hall.wait_for("digit/4"));
    hall.press();
    REQUIRE(hall.wait_for("open"));
    hall.press();
    CHECK(hall.session.address().scene == kiosk::SceneKind::target);
}

TEST_CASE("scan: whoever waits for an item is not asked; one round without a press, and the visit ends") {
    Hall hall{Scanning::one};
    hall.press();
    const auto round = static_cast<int>(hall.areas().size()) * kStep;
    REQUIRE(round > 30s);
    hall.sleep(round + 59s);
    CHECK(hall.at() == "topics");
    hall.sleep(2s);
    CHECK(hall.at() == "ask");
    CHECK_FALSE(hall.session.next_step());
    SUBCASE("the question is answered by the switch, and the focus is where it was") {
        const std::string focus = hall.session.visit()->focus;
        CHECK_FALSE(focus.empty());
        hall.press();
        CHECK(hall.at() == "topics");
        CHECK(hall.session.focus() == focus);
        CHECK(hall.session.next_step() == hall.now + kStep);
    }
    SUBCASE("nobody answers: nothing moves any more") {
        hall.sleep(20s);
        CHECK(hall.session.is_rotating());
        CHECK_FALSE(hall.session.next_step());
    }
}

TEST_CASE(
    "scan: while pages are read aloud a step waits for what is being said, and nobody hears a hall for "
    "ever") {
    Hall hall{Scanning::one};
    hall.press();
    hall.press(Key::read_aloud);
    CHECK(hall.session.next_step());
    hall.session.set_speaking(true, hall.now);
    CHECK_FALSE(hall.session.next_step());
    hall.sleep(10s);
    hall.session.set_speaking(false, hall.now);
    CHECK(hall.session.next_step() == hall.now + kStep);
    int items = 0;
    for (; hall.at() != "ask" && items < 200; ++items) {  // everybody has left; each item is said for 3 s
        hall.sleep(kStep);
        hall.session.set_speaking(true, hall.now);
        hall.sleep(3s);
        hall.session.set_speaking(false, hall.now);
    }
    CHECK(items < 200);
}

TEST_CASE("scan: of a page that is read aloud nothing is in focus until it was read, or somebody presses") {
    Hall hall{Scanning::one};
    hall.press(Key::read_aloud);
    hall.press();  // the switch begins
    const std::string first = hall.first();
    CHECK(hall.session.focus() == first);
    hall.press();
    REQUIRE(hall.at() != "topics");
    CHECK(hall.session.focus().empty());
    hall.session.set_speaking(true, hall.now);
    hall.press();
    CHECK(hall.session.focus() == hall.first());
}

TEST_CASE("scan: a touch ends it, and so do arrows; the next press begins again") {
    Hall hall{Scanning::one};
    hall.press();
    SUBCASE("a touch") {
        hall.session.touch_down({-1, -1}, hall.now);
        hall.session.touch_up({-1, -1}, hall.now);
        (void)hall.session.update(hall.now);
        CHECK(hall.session.focus().empty());
    }
    SUBCASE("an arrow") { hall.press(Key::down); }
    CHECK_FALSE(hall.session.next_step());
    hall.press();
    CHECK(hall.session.next_step());
    CAPTURE(hall.at());
    CHECK_FALSE(hall.session.focus().empty());
}

TEST_CASE("scan: by two switches one moves, the other does what the item says, and nothing moves by itself") {
    Hall hall{Scanning::two};
    hall.press(Key::next);
    CHECK(hall.session.focus() == hall.first());
    CHECK_FALSE(hall.session.next_step());
    hall.press(Key::next);
    CHECK(hall.session.focus() == hall.areas()[1].id);
    hall.press();
    CHECK(hall.at() != "topics");
    CHECK(hall.session.focus() == hall.first());
}
