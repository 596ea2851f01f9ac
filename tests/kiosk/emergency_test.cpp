#include <doctest/doctest.h>

#include <algorithm>

#include "../catalog/release_file.h"
#include "drawn.h"
#include "kiosk/app/session.h"

using namespace std::chrono_literals;
using kiosk::Key;
using kiosk::Session;
using Change = Session::Change;

namespace {

const base::Instant kNoon = *base::parse_instant("2024-07-15T12:00:00+08:00");

std::string row(const char* id, const char* severity, const char* from, const char* to,
                const char* areas = "") {
    return fmt::format(
        "INSERT INTO notice VALUES ('{}', '{}', '请离开大厅', 'Leave the hall', '走楼梯。', 'Use the "
        "stairs.', "
        "'2024-07-15T{}+08:00', '2024-07-15T{}+08:00', '{}');",
        id, severity, from, to, areas);
}

/// A session on a small release, with others to go over to.
struct Hall {
    TemporaryFolder folder;
    kiosk::Library library = *kiosk::Library::open();
    std::vector<std::unique_ptr<kiosk::OpenCatalog>> catalogs;
    kiosk::SessionSettings settings{
        .panel = {}, .idle = {}, .started_at = kNoon, .time_given = true, .area = "hall-1"};
    std::optional<Session> session;
    Session::Time now{0};

    kiosk::OpenCatalog& release(const std::string& sql) {
        const auto file = folder.path() / std::to_string(catalogs.size());
        write_release(file);
        change_release(file, "DELETE FROM notice; " + sql);
        catalogs.push_back(std::make_unique<kiosk::OpenCatalog>(
            *kiosk::open_catalog(file, {base::make_date(2024, 7, 15), true})));
        return *catalogs.back();
    }
    void open(const std::string& sql) {
        session.emplace(library, release(sql), settings);
        REQUIRE(session->update(now) != Change::none);
    }
    Change switch_to(const std::string& sql) {
        session->show_release(release(sql), now);
        return session->update(now);
    }
    Change pass(Session::Time time) {
        now += time;
        return session->update(now);
    }
    /// Sleeps as the loop does, until something is due, for `time` in all.
    void sleep(Session::Time time) {
        for (const auto end = now + time; now < end;) {
            REQUIRE(session->next_due() > now);
            now = std::min(end, session->next_due());
            (void)session->update(now);
        }
    }
    void touch(const std::string& id) {
        now += kiosk::kDoubleTap;  // who touches has seen the page
        kiosk::Point at{-1, -1};
        for (const auto& area : session->page().touch)
            if (area.id == id) at = area.rect.center();
        session->touch_down(at, now);
        session->touch_up(at, now);
        (void)session->update(now);
    }
    [[nodiscard]] std::string at() const { return session->address().id(); }
    [[nodiscard]] bool says(const std::string& words) {
        const auto texts = drawn(*session, library).texts;
        return std::any_of(texts.begin(), texts.end(),
                           [&](const auto& text) { return text.text.find(words) != text.text.npos; });
    }
};

}  // namespace

TEST_CASE(
    "emergency: it takes the screen in the update of the switch, and leaves it at its end, to the second") {
    Hall hall;
    hall.open("");
    SUBCASE("from the round") {}
    SUBCASE("from a visitor") { hall.touch(""); }
    SUBCASE("from the question whether somebody is there") {
        hall.touch("");
        (void)hall.pass(60s);
        REQUIRE(hall.at() == "ask");
    }
    const bool was_rotating = hall.session->is_rotating();
    const auto began = hall.now;
    CHECK(hall.switch_to(row("siren", "emergency", "09:00:00", "12:02:30")) == Change::page);
    CHECK(hall.at() == "emergency/siren");
    CHECK(hall.says("紧急通知"));
    hall.sleep(150s - began - 1ms);
    CHECK(hall.at() == "emergency/siren");
    hall.sleep(1ms);
    CHECK(hall.session->is_rotating());
    CHECK(hall.at() == "overview");
    CHECK((was_rotating || began <= 61s));
}

TEST_CASE("emergency: one that is announced begins at its time, which wakes the screen") {
    Hall hall;
    hall.open(row("siren", "emergency", "12:00:33", "12:01:00"));
    CHECK(hall.at() != "emergency/siren");
    hall.sleep(33s - 1ms);
    CHECK(hall.at() != "emergency/siren");
    hall.sleep(1ms);
    CHECK(hall.at() == "emergency/siren");
}

TEST_CASE("emergency: when the clock is set during a visit, one that holds by it takes the screen at once") {
    for (const bool begins : {true, false}) {
        CAPTURE(begins);
        Hall hall;
        hall.settings.time_given = false;
        const base::Instant before = *base::parse_instant("2035-01-01T08:00:00+08:00"),
                            during = *base::parse_instant("2035-01-01T12:00:00+08:00");
        hall.settings.started_at = begins ? before : during;
        hall.open(row("siren", "emergency", "09:00:00", "18:00:00") +
                  "UPDATE notice SET starts_at = '2035-01-01T11:00:00+08:00', "
                  "ends_at = '2035-01-01T13:00:00+08:00'");
        hall.touch("");
        (void)hall.pass(1s);
        REQUIRE((hall.at() == "emergency/siren") == !begins);
        hall.session->set_wall(begins ? during : before, hall.now);  // as the loop does when it is told
        CHECK(hall.session->update(hall.now) == Change::page);
        CHECK((hall.at() == "emergency/siren") == begins);
    }
}

TEST_CASE("emergency: one that is announced costs no look at the clock before its time") {
    Hall hall;
    hall.settings.time_given = false;
    hall.open(row("siren", "emergency", "20:00:00", "21:00:00"));
    hall.touch("");
    CHECK(hall.session->next_due() - hall.now > 5s);
}

TEST_CASE("emergency: a visitor may change the language but goes nowhere, and is back afterwards") {
    Hall hall;
    hall.open("");
    hall.touch("");
    hall.touch("topic/jobs");
    REQUIRE(hall.at() == "topic/jobs");
    (void)hall.switch_to(row("siren", "emergency", "09:00:00", "12:00:30"));
    hall.touch("");
    CHECK(hall.at() == "emergency/siren");
    hall.touch("language");
    CHECK(hall.says("Leave the hall"));
    for (const Key key : {Key::back, Key::home, Key::left}) {
        hall.session->key(key, hall.now);
        (void)hall.session->update(hall.now);
        CHECK(hall.at() == "emergency/siren");
    }
    hall.now += 1s;
    hall.session->key(Key::activate, hall.now);
    (void)hall.session->update(hall.now);
    CHECK(hall.says("请离开大厅"));
    hall.sleep(30s);
    CHECK(hall.at() == "topic/jobs");
}

TEST_CASE(
    "emergency: in the round the first touch already reaches its button, and the choice ends with the "
    "visit") {
    Hall hall;
    hall.open(row("siren", "emergency", "09:00:00", "18:00:00"));
    hall.touch("language");
    CHECK(hall.says("Leave the hall"));
    hall.sleep(81s);
    CHECK(hall.says("请离开大厅"));
    CHECK(hall.at() == "emergency/siren");
}

TEST_CASE("emergency: several take turns, a new one comes at once, and a touch holds the page") {
    Hall hall;
    hall.open(row("old", "emergency", "09:00:00", "18:00:00") +
              row("new", "emergency", "10:00:00", "18:00:00") +
              row("late", "emergency", "12:00:23", "18:00:00"));
    CHECK(hall.at() == "emergency/new");
    hall.sleep(10s);
    CHECK(hall.at() == "emergency/old");
    hall.sleep(13s);
    CHECK(hall.at() == "emergency/late");
    hall.sleep(9s);
    hall.touch("");
    hall.sleep(9s);
    CHECK(hall.at() == "emergency/late");
    hall.session->key(Key::right, hall.now);
    hall.sleep(9s);
    CHECK(hall.at() == "emergency/late");
    hall.touch("next");
    CHECK(hall.at() == "emergency/new");
    hall.sleep(10s);
    CHECK(hall.at() == "emergency/old");
}

TEST_CASE("emergency: the pages of a long one take turns, on a small panel") {
    Hall hall;
    hall.settings.panel = {.width_px = 1024, .height_px = 600, .mm_per_px = 222.0f / 1024};
    hall.open(row("long", "emergency", "09:00:00", "18:00:00") + "UPDATE notice SET body_zh = '" +
              std::string(40 * 3 * 6, 'x') + "'");
    REQUIRE(hall.session->page().count > 1);
    std::vector<std::string> seen;
    for (int page = 0; page <= hall.session->page().count; ++page, hall.sleep(10s)) seen.push_back(hall.at());
    CHECK(seen.front() == "emergency/long");
    CHECK(seen[1] == "emergency/long/2");
    CHECK(seen.back() == "emergency/long");
}

TEST_CASE("emergency: the title is well larger than its text, however long that is, and both are whole") {
    const kiosk::Panel panels[] = {{},
                                   {.width_px = 1080, .height_px = 1920, .mm_per_px = 0.369f},
                                   {.width_px = 1024, .height_px = 600, .mm_per_px = 222.0f / 1024},
                                   {.width_px = 3840, .height_px = 2160, .mm_per_px = 1210.0f / 3840}};
    for (const kiosk::Panel& panel : panels)
        for (const int sentences : {1, 12, 60}) {
            CAPTURE(panel.width_px);
            CAPTURE(sentences);
            std::string body;
            for (int i = 0; i < sentences; ++i) body += "请从最近的楼梯离开大厅。";
            Hall hall;
            hall.settings.panel = panel;
            hall.open(row("long", "emergency", "09:00:00", "18:00:00") + "UPDATE notice SET body_zh = '" +
                      body + "'");
            for (int page = 0; page < hall.session->page().count; ++page, hall.sleep(10s)) {
                CAPTURE(hall.at());
                float title = 0, text = 0;
                for (const auto& shown : drawn(*hall.session, hall.library).texts) {
                    CHECK_FALSE(shown.clipped);
                    if (shown.text == "请离开大厅") title = shown.em_px;
                    if (shown.text.find("楼梯") != shown.text.npos) text = shown.em_px;
                }
                CHECK(title >= 1.3f * text);
                CHECK((text > 0 || page > 0));  // the last may have the dates alone
            }
        }
}

TEST_CASE("emergency: no word of a title is cut, on an upright panel either") {
    Hall hall;
    hall.settings.language = &words::language("en");
    hall.settings.panel = {.width_px = 1080, .height_px = 1920, .mm_per_px = 0.369f};
    hall.open(row("siren", "emergency", "09:00:00", "18:00:00") +
              "UPDATE notice SET title_en = 'Thunderstorms: counters temporarily decommissioned', "
              "body_en = 'Announcements follow. Uncharacteristically long words as well.'");
    int wrapped = 0;
    for (const auto& shown : drawn(*hall.session, hall.library).texts)
        for (std::size_t i = 0; i + 1 < shown.lines.size(); ++i, ++wrapped) {
            CAPTURE(shown.lines[i]);
            CHECK(shown.lines[i].back() == ' ');
        }
    CHECK(wrapped > 0);
}

TEST_CASE("emergency: a screen shows those for everywhere and for its own area") {
    const struct {
        const char *screen, *areas;
        bool shown;
    } cases[] = {{"hall-1", "", true},
                 {"hall-1", "hall-2,hall-1", true},
                 {"hall-1", "hall-2", false},
                 {"", "hall-1", false}};
    for (const auto& one : cases) {
        CAPTURE(one.areas);
        Hall hall;
        hall.settings.area = one.screen;
        hall.open(row("siren", "emergency", "09:00:00", "18:00:00", one.areas));
        CHECK((hall.at() == "emergency/siren") == one.shown);
    }
}

TEST_CASE("notices: warnings take no screen; their tile comes and goes with them, in their area") {
    Hall hall;
    hall.open(row("heat", "warning", "12:00:20", "12:00:50", "hall-1"));
    const auto has_tile = [&] {
        const auto& touch = hall.session->page().touch;
        return std::any_of(touch.begin(), touch.end(), [](const auto& area) { return area.id == "notice"; });
    };
    hall.touch("");
    CHECK_FALSE(has_tile());
    hall.sleep(20s);
    CHECK(hall.at() == "topics");
    CHECK(has_tile());
    hall.sleep(30s);
    CHECK_FALSE(has_tile());
}

TEST_CASE("emergency: a clock that is wrong for certain shows what has not ended for certain") {
    Hall hall;
    hall.settings.time_given = false;  // noon in July 2024 is before this program was built
    hall.settings.contact = catalog::Contact{};
    hall.open(
        row("siren", "emergency", "09:00:00", "18:00:00") +
        "UPDATE notice SET starts_at = '2027-01-01T00:00:00+08:00', ends_at = '2027-01-02T00:00:00+08:00'");
    CHECK(hall.at() == "emergency/siren");
    hall.session->set_contact({std::nullopt, base::parse_instant("2027-01-02T00:00:00+08:00")});
    (void)hall.session->update(hall.now);
    CHECK(hall.at() == "overview");
}

TEST_CASE("switch: a visitor stays on a target that the new release still has, else goes to the topics") {
    Hall hall;
    hall.open("");
    hall.touch("");
    hall.touch("topic/jobs");
    hall.touch("target/jobs-new");
    REQUIRE(hall.at() == "target/jobs-new");
    CHECK(hall.switch_to("UPDATE target SET name_zh = '新的名字' WHERE id = 'jobs-new'") == Change::page);
    CHECK(hall.at() == "target/jobs-new");
    CHECK(hall.says("新的名字"));
    CHECK(hall.switch_to("DELETE FROM observation; UPDATE topic SET headline_target_id = NULL; "
                         "DELETE FROM target WHERE id IN ('jobs-new', 'jobs-again')") == Change::page);
    CHECK(hall.at() == "topics");
    CHECK(hall.session->update(hall.now) == Change::none);
}

TEST_CASE("switch: the round begins anew, with the targets of the new release") {
    Hall hall;
    hall.open("");
    hall.sleep(10s);
    REQUIRE(hall.at() == "rotation/jobs-new");
    CHECK(hall.switch_to("UPDATE target SET name_zh = '新的名字' WHERE id = 'jobs-new'") == Change::page);
    CHECK(hall.at() == "overview");
    hall.sleep(10s);
    CHECK(hall.at() == "rotation/jobs-new");
    CHECK(hall.says("新的名字"));
}

TEST_CASE("switch: the line of the last synchronisation follows the contact, with its age") {
    Hall hall;
    hall.settings.contact = catalog::Contact{};
    hall.open("");
    hall.touch("");
    CHECK(hall.says("本屏尚未同步，内容 2024-03-14 发布。"));
    const struct {
        std::chrono::seconds ago;
        const char* words;
    } cases[] = {{59min, "本屏最近同步：2024-07-15 11:01，不到 1 小时前。"},
                 {1h, "本屏最近同步：2024-07-15 11:00，1 小时前。"},
                 {47h, "本屏最近同步：2024-07-13 13:00，47 小时前。"},
                 {48h, "本屏最近同步：2024-07-13 12:00，2 天前。"},
                 {-60s, "本屏最近同步：2024-07-15 12:01。"}};
    for (const auto& one : cases) {
        CAPTURE(one.words);
        hall.session->set_contact({kNoon - one.ago, std::nullopt});
        CHECK(hall.session->update(hall.now) == Change::content);
        CHECK(hall.says(one.words));
    }
}

TEST_CASE("correction: the figure before it stands on the target's pages, on the smallest panel as well") {
    for (const kiosk::Panel& panel :
         {kiosk::Panel{}, kiosk::Panel{.width_px = 1024, .height_px = 600, .mm_per_px = 222.0f / 1024}}) {
        Hall hall;
        hall.settings.panel = panel;
        hall.open("");  // observation 3 (6.9) supersedes observation 1 (7)
        hall.touch("");
        hall.touch("topic/jobs");
        hall.touch("target/jobs-new");
        bool has_old = false, has_new = false, has_label = false;
        for (int page = 0; page < hall.session->page().count; ++page, hall.touch("next")) {
            has_label = has_label || hall.says("更正前的数");
            has_old = has_old || hall.says("7万人");
            has_new = has_new || hall.says("6.9");
        }
        CHECK(has_label);
        CHECK(has_old);
        CHECK(has_new);
    }
}
