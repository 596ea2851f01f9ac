#include <doctest/doctest.h>

#include "../catalog/release_file.h"
#include "kiosk/app/session.h"

using namespace std::chrono_literals;
using kiosk::digit_key;
using kiosk::Key;
using kiosk::Session;

namespace {

/// The real session on the real catalog, with a keyboard and nothing else.
struct Hall {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog;
    Session session;
    Session::Time now{0};

    explicit Hall(kiosk::OpenCatalog shown = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true}),
                  kiosk::SessionSettings settings = some())
        : catalog(std::move(shown)), session(library, catalog, settings) {
        (void)session.update(now);
    }
    static kiosk::SessionSettings some() {
        return {.panel = {},
                .language = &words::language("zh-CN"),
                .dwell = 10s,
                .idle = {},
                .started_at = *base::parse_instant("2024-07-15T12:00:00+08:00"),
                .time_given = true,
                .speaks = true};
    }
    void press(Key key, Session::Time after = 1s) {
        now += after;
        session.key(key, now);
        (void)session.update(now);
    }
    void type(const std::string& digits) {
        for (const char digit : digits) press(digit_key(digit - '0'), 80ms);
    }
    void pass(Session::Time time) {
        now += time;
        (void)session.update(now);
    }
    [[nodiscard]] std::string at() const { return session.address().id(); }
};

}  // namespace

TEST_CASE("session keys: 147 and Enter open T-147, from the round, as fast as anybody types") {
    Hall hall;
    REQUIRE(hall.session.is_rotating());
    hall.type("147");
    CHECK(hall.at() == "find/number/147");
    CHECK(hall.session.focus() == "open");
    hall.press(Key::activate, 80ms);
    CHECK(hall.at() == "target/new-parks");
    hall.press(Key::activate, 80ms);  // the second one of a double press is not for that page
    CHECK(hall.at() == "target/new-parks");
}

TEST_CASE("session keys: whoever comes back from a target and types, types another number") {
    Hall hall;
    hall.type("147");
    hall.press(Key::activate);
    REQUIRE(hall.at() == "target/new-parks");
    SUBCASE("from the pad") {
        hall.press(Key::back);
        REQUIRE(hall.at() == "find/number/147");
    }
    SUBCASE("from the target") {}
    hall.type("12");
    CHECK(hall.at() == "find/number/12");
    hall.press(Key::right);  // arrows do not part the digits
    hall.type("3");
    CHECK(hall.at() == "find/number/123");
}

TEST_CASE("session keys: digits typed on another page lead back to it") {
    Hall hall;
    hall.press(Key::right);
    hall.press(Key::right);
    hall.press(Key::activate);
    const std::string before = hall.at();
    REQUIRE(before != "topics");
    hall.type("14");
    CHECK(hall.at() == "find/number/14");
    hall.press(Key::back);
    CHECK(hall.at() == before);
}

TEST_CASE("session keys: a number that nobody has opens nothing, and digits are taken back one by one") {
    Hall hall;
    hall.type("99991");  // the fifth has no room
    CHECK(hall.at() == "find/number/9999");
    CHECK(hall.session.focus().empty());
    hall.press(Key::activate);
    CHECK(hall.at() == "find/number/9999");
    for (int i = 0; i < 3; ++i) hall.press(Key::erase);
    CHECK(hall.at() == "find/number/9");
    CHECK(hall.session.focus() == "open");
    hall.press(Key::erase);
    CHECK(hall.at() == "find/number");
    hall.press(Key::erase);  // nothing is typed: back
    CHECK(hall.at() == "topics");
}

TEST_CASE("session keys: find is one key away, out of the round as well") {
    Hall hall;
    hall.press(Key::find);
    CHECK(hall.at() == "find");
    hall.type("1");
    CHECK(hall.at() == "find/number/1");
    hall.press(Key::find);
    CHECK(hall.at() == "find");
}

TEST_CASE("session keys: next goes through everything in the order of reading, and begins again") {
    Hall hall;
    hall.press(Key::next);
    REQUIRE(hall.at() == "topics");
    std::vector<std::string> order;
    for (const auto& area : hall.session.page().touch) order.push_back(area.id);
    REQUIRE(order.size() > 3);
    order.push_back(order.front());
    for (const std::string& id : order) {
        hall.press(Key::next, 20ms);
        CHECK(hall.session.focus() == id);
    }
}

TEST_CASE("session keys: whatever is pressed, the question is answered and nothing else is done") {
    for (const Key key : {digit_key(4), Key::find, Key::erase, Key::next, Key::stop, Key::read_again}) {
        Hall hall;
        hall.press(Key::home);
        hall.pass(kiosk::IdleLimits{}.before_asking);
        REQUIRE(hall.at() == "ask");
        hall.press(key);
        CHECK(hall.at() == "topics");
        CHECK_FALSE(hall.session.visit()->aloud.is_on);
    }
}

TEST_CASE("session keys: where an emergency has the screen, no key leads away from it, then or afterwards") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "catalog.db";
    write_release(file);
    change_release(file,
                   "DELETE FROM notice; INSERT INTO notice VALUES ('siren', 'emergency', '请离开大厅', "
                   "'Leave the hall', '走楼梯。', 'Use the stairs.', '2024-07-15T09:00:00+08:00', "
                   "'2024-07-15T12:00:30+08:00', '');");
    for (const Key key : {digit_key(1), Key::find, Key::erase, Key::back, Key::home, Key::stop}) {
        Hall hall{*kiosk::open_catalog(file, {base::make_date(2024, 7, 15), true})};
        REQUIRE(hall.at() == "emergency/siren");
        for (int i = 0; i < 2; ++i) {  // by somebody who comes, and by somebody who is there
            hall.press(key);
            CHECK(hall.at() == "emergency/siren");
        }
        hall.pass(30s);
        CHECK(hall.at() == "topics");
    }
}

TEST_CASE(
    "session keys: headphones begin reading aloud out of the round, and end it; neither does so twice") {
    Hall hall;
    hall.press(Key::headphones_out);
    CHECK(hall.session.is_rotating());  // nobody came
    hall.press(Key::headphones_in);
    REQUIRE(hall.session.visit() != nullptr);
    CHECK(hall.session.visit()->aloud.is_on);
    hall.press(Key::headphones_in);
    CHECK(hall.session.visit()->aloud.is_on);
    for (int i = 0; i < 2; ++i) {
        hall.press(Key::headphones_out);
        CHECK_FALSE(hall.session.visit()->aloud.is_on);
    }
    hall.pass(kiosk::IdleLimits{}.before_asking - 5s);
    hall.press(Key::headphones_out, 2s);  // is no sign of anybody
    hall.pass(10s);
    CHECK(hall.at() == "ask");
    hall.press(Key::headphones_out);
    CHECK(hall.at() == "ask");
    hall.press(Key::headphones_in);
    CHECK(hall.at() == "topics");
}

TEST_CASE("session keys: to have it read again begins to read where nobody listens yet") {
    Hall hall;
    hall.press(Key::read_again);
    REQUIRE(hall.session.visit() != nullptr);
    CHECK(hall.session.visit()->aloud.is_on);
    hall.press(Key::read_again);
    CHECK(hall.session.visit()->aloud.is_on);
    hall.press(Key::stop);
    CHECK(hall.session.visit()->aloud.is_on);
}
