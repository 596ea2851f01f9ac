#include <doctest/doctest.h>

#include <algorithm>

#include "../catalog/release_file.h"
#include "drawn.h"
#include "kiosk/app/session.h"

using namespace std::chrono_literals;
using kiosk::Session;
using Change = Session::Change;

namespace {

constexpr auto kShowClosed = 5min;

/// A hall that is open on weekdays from 08:30 to 17:30, and its screen.
struct Hall {
    TemporaryFolder folder;
    kiosk::Library library = *kiosk::Library::open();
    std::vector<std::unique_ptr<kiosk::OpenCatalog>> catalogs;
    kiosk::SessionSettings settings{.panel = {}, .idle = {}, .time_given = true, .show_closed = kShowClosed};
    std::optional<Session> session;
    Session::Time now{0};
    int updates = 0;

    Hall() {
        kiosk::Hours::Week week;
        week.fill(kiosk::parse_spans("08:30-17:30"));
        week[0] = week[6] = kiosk::OpenSpans{};
        settings.hours = {std::move(week), {}};
    }
    kiosk::OpenCatalog& release(const std::string& sql, bool clock_trusted = true) {
        const auto file = folder.path() / std::to_string(catalogs.size());
        write_release(file);
        change_release(file, "DELETE FROM notice; " + sql);
        catalogs.push_back(std::make_unique<kiosk::OpenCatalog>(
            *kiosk::open_catalog(file, {base::make_date(2024, 7, 15), clock_trusted})));
        return *catalogs.back();
    }
    /// 2024-07-15 is a Monday.
    void open(const std::string& time, const std::string& sql = "") {
        settings.started_at = *base::parse_instant("2024-07-" + time + ":00+08:00");
        session.emplace(library, release(sql), settings);
        REQUIRE(session->update(now) != Change::none);
    }
    void sleep(Session::Time time) {
        for (const auto end = now + time; now < end; ++updates) {
            REQUIRE(session->next_due() > now);
            now = std::min(end, session->next_due());
            (void)session->update(now);
        }
    }
    void touch() {
        now += kiosk::kDoubleTap;
        session->touch_down({-1, -1}, now);
        session->touch_up({-1, -1}, now);
        (void)session->update(now);
    }
    [[nodiscard]] std::string at() const { return session->address().id(); }
    [[nodiscard]] bool says(const std::string& words) {
        const auto texts = drawn(*session, library).texts;
        return std::any_of(texts.begin(), texts.end(),
                           [&](const auto& text) { return text.text.find(words) != text.text.npos; });
    }
};

std::string emergency(const char* from, const char* to) {
    return fmt::format(
        "INSERT INTO notice VALUES ('fire', 'emergency', '请离开大厅', 'Leave the hall', '走楼梯。', 'Use "
        "the "
        "stairs.', '{}:00+08:00', '{}:00+08:00', '');",
        from, to);
}

}  // namespace

TEST_CASE("closed: at closing time the page says when it opens, then the glass is dark until it does") {
    Hall hall;
    hall.open("15T17:29");
    CHECK(hall.at() == "overview");
    hall.sleep(1min - 1ms);
    CHECK(hall.at() != "closed");
    hall.sleep(1ms);
    CHECK(hall.at() == "closed");
    CHECK(hall.says("明天 08:30 开放"));
    CHECK(hall.session->is_lit());
    hall.sleep(kShowClosed - 1ms);
    CHECK(hall.at() == "closed");
    hall.sleep(1ms);
    CHECK(hall.at() == "closed/dark");
    CHECK_FALSE(hall.session->is_lit());
    CHECK(drawn(*hall.session, hall.library).texts.empty());
    const auto builds = hall.session->builds();
    hall.updates = 0;
    hall.sleep(2h);
    CHECK(hall.updates == 120);  // one a minute, and nothing is built
    CHECK(hall.session->builds() <= builds + 1);
    hall.sleep(12h + 55min - 1ms);
    CHECK_FALSE(hall.session->is_lit());
    hall.sleep(1ms);
    CHECK(hall.at() == "overview");
    CHECK(hall.session->is_lit());
}

TEST_CASE("closed: the page names today, a weekday, or a date") {
    struct Case {
        const char *time, *words;
    };
    const Case cases[] = {{"15T08:00", "今天 08:30 开放"}, {"19T20:00", "星期一 08:30 开放"}};
    for (const auto& [time, words] : cases) {
        Hall hall;
        hall.open(time);
        CHECK(hall.says(words));
    }
    Hall hall;
    hall.settings.hours = {{}, {}};
    kiosk::Hours::Exceptions closed;
    for (unsigned day = 15; day < 24; ++day) closed[base::make_date(2024, 7, day)] = {};
    hall.settings.hours = {{}, std::move(closed)};
    hall.open("15T10:00");
    CHECK(hall.says("2024-07-24（星期三）00:00 开放"));
}

TEST_CASE(
    "closed: a touch at night lights the screen for a visit like any other, and it is dark again after") {
    Hall hall;
    hall.open("15T20:00");
    CHECK(hall.at() == "closed");
    hall.sleep(1h);
    REQUIRE_FALSE(hall.session->is_lit());
    hall.touch();
    CHECK(hall.at() == "topics");
    CHECK(hall.session->is_lit());
    hall.sleep(60s);
    CHECK(hall.at() == "ask");
    hall.sleep(20s);
    CHECK(hall.at() == "closed");
    hall.sleep(kShowClosed);
    CHECK_FALSE(hall.session->is_lit());
    hall.session->key(kiosk::Key::next, hall.now);
    (void)hall.session->update(hall.now);
    CHECK(hall.at() == "topics");
}

TEST_CASE("closed: who is there when it opens or closes is left in peace") {
    Hall hall;
    SUBCASE("opening") {
        hall.open("15T08:29");
        hall.touch();
        hall.sleep(59s);
        CHECK(hall.at() == "topics");
        hall.sleep(21s);
        CHECK(hall.at() == "overview");
    }
    SUBCASE("closing") {
        hall.open("15T17:29");
        hall.touch();
        hall.sleep(59s);
        CHECK(hall.at() == "topics");
        hall.sleep(21s);
        CHECK(hall.at() == "closed");
    }
}

TEST_CASE("closed: an emergency lights the screen whenever it comes, and afterwards it is dark again") {
    Hall hall;
    hall.open("15T20:00", emergency("2024-07-15T23:00", "2024-07-15T23:30"));
    hall.sleep(3h - 1ms);
    CHECK_FALSE(hall.session->is_lit());
    hall.sleep(1ms);
    CHECK(hall.at() == "emergency/fire");
    CHECK(hall.session->is_lit());
    hall.sleep(30min);
    CHECK(hall.at() == "closed");
    hall.sleep(kShowClosed);
    CHECK_FALSE(hall.session->is_lit());
}

TEST_CASE("closed: a release that arrives at night does not light the screen") {
    Hall hall;
    hall.open("15T20:00");
    hall.sleep(1h);
    hall.session->show_release(hall.release(""), hall.now);
    (void)hall.session->update(hall.now);
    CHECK(hall.at() == "closed/dark");
    hall.session->show_release(hall.release(emergency("2024-07-15T10:00", "2024-07-16T10:00")), hall.now);
    (void)hall.session->update(hall.now);
    CHECK(hall.at() == "emergency/fire");  // but for what is in it
}

TEST_CASE("closed: by a clock that is not trusted the hall is open") {
    Hall hall;
    hall.settings.time_given = false;
    hall.settings.started_at = base::Instant{};  // 1970-01-01 was a Thursday, 08:00 in Shanghai
    hall.session.emplace(hall.library, hall.release("", false), hall.settings);
    (void)hall.session->update(hall.now);
    CHECK(hall.at() == "overview");
    hall.session->set_wall(*base::parse_instant("2034-07-15T20:00:00+08:00"), hall.now);  // a Saturday
    (void)hall.session->update(hall.now);
    CHECK(hall.at() == "closed");
}
