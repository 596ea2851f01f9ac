#include <doctest/doctest.h>

#include <algorithm>
#include <semaphore>

#include "../catalog/release_file.h"
#include "../fakes/faulty_disk.h"
#include "drawn.h"
#include "kiosk/admin/attempts.h"
#include "kiosk/admin/desk.h"
#include "kiosk/admin/local_settings.h"
#include "kiosk/admin/pin.h"
#include "kiosk/app/say.h"
#include "kiosk/app/session.h"

using namespace std::chrono_literals;
using kiosk::Key;
using kiosk::Point;
using kiosk::Session;

namespace {

const std::string kPin = "27182818";
const std::string kSetUp = "[admin]\nset_up = true\n";
constexpr Point kCorner{20, 20}, kMiddle{900, 500};

/// A screen with a state folder, and whoever looks after it.
struct Desk {
    TemporaryFolder folder;
    base::Disk disk{folder.path()};
    std::vector<std::string> told;
    std::binary_semaphore checked{0};
    std::int64_t boot_s = 5000;  // when the session began
    std::string boot = "first", hash = *kiosk::hash_pin(kPin, 1), main_file;
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::Panel panel;
    std::optional<kiosk::AdminDesk> desk;
    std::optional<Session> session;
    Session::Time now{0};

    Desk() { start(); }
    /// As after a restart of the program.
    void start() {
        session.reset();
        desk.reset();
        const std::string pin = hash.empty() ? "" : "[admin]\npin_hash = \"" + hash + "\"\n",
                          toml = pin + main_file;
        desk.emplace(kiosk::AdminParts{
            .files = disk,
            .state_folder = folder.path(),
            .settings = *base::Settings::parse(kiosk::config_settings(), toml, "kiosk.toml"),
            .program = "0.0",
            .boot = boot,
            .now_s = [this] { return boot_s + now / 1s; },
            .on_checked = [this] { checked.release(); },
            .log = base::Log{[this](const base::LogEntry& entry) { told.push_back(entry.message); }},
            .answers = folder.path() / "answer",
            .machine = folder.path()});
        session.emplace(
            library, catalog,
            kiosk::SessionSettings{.panel = panel,
                                   .idle = {},
                                   .started_at = *base::parse_instant("2024-07-15T00:00:00+08:00"),
                                   .time_given = true});
        session->put_up(*desk);
        (void)session->update(now);
    }
    void pass(Session::Time time) {
        for (const auto end = now + time; now < end;) {
            now = std::min(end, std::max(session->next_due(), now + 1ms));
            (void)session->update(now);
        }
    }
    void touch(Point at) {
        session->touch_down(at, now);
        session->touch_up(at, now);
        (void)session->update(now);
    }
    void tap(const std::string& id) {
        pass(kiosk::kDoubleTap);
        const kiosk::TouchArea* const area = session->page().find_area(id);
        REQUIRE_MESSAGE(area != nullptr, id << " on " << session->page().id);
        touch(area->rect.center());
    }
    void knock(Session::Time pause = 500ms) {
        for (int i = 0; i < kiosk::kCornerTouches; ++i) {
            if (i > 0) pass(pause);
            touch(kCorner);
        }
    }
    void type(const std::string& pin) {
        for (const char digit : pin) tap(std::string("digit/") + digit);
        tap("enter");
    }
    void answer(const std::string& pin) {
        type(pin);
        checked.acquire();
        (void)session->update(now);
    }
    void come_in() {
        knock();
        REQUIRE(at() == "admin/pin");
        answer(kPin);
        REQUIRE(at() == "admin");
    }
    [[nodiscard]] std::string at() const { return session->address().id(); }
    [[nodiscard]] bool says(const std::string& words) {
        const auto texts = drawn(*session, library).texts;
        return std::any_of(texts.begin(), texts.end(),
                           [&](const auto& text) { return text.text.find(words) != text.text.npos; });
    }
    /// On this page or on one of those that follow it.
    [[nodiscard]] bool says_somewhere(const std::string& words) {
        for (int page = 1; page <= session->page().count; ++page) {
            if (page > 1) tap("next");
            if (says(words)) return true;
        }
        return false;
    }
    [[nodiscard]] std::string read(const char* name) const {
        return base::read_file(folder.path() / name).value_or("");
    }
};

}  // namespace

TEST_CASE("admin: five touches in the corner within five seconds open the pad, and not six seconds") {
    Desk desk;
    SUBCASE("five seconds, out of the round") { desk.knock(1250ms); }
    SUBCASE("from a page") {
        desk.touch(kMiddle);
        desk.pass(1s);
        CHECK(desk.at() == "topics");
        desk.knock(100ms);
    }
    CHECK(desk.at() == "admin/pin");
}

TEST_CASE("admin: too slow, too few or elsewhere opens nothing") {
    Desk desk;
    SUBCASE("six seconds") { desk.knock(1500ms); }
    SUBCASE("four") {
        for (int i = 0; i < 4; ++i) desk.touch(kCorner);
    }
    SUBCASE("elsewhere in between") {
        for (int i = 0; i < 3; ++i) desk.touch(kCorner);
        desk.touch(kMiddle);
        for (int i = 0; i < 2; ++i) desk.touch(kCorner);
    }
    SUBCASE("another corner") {
        for (int i = 0; i < 9; ++i) desk.touch({1910, 20});
    }
    CHECK_FALSE(desk.at().starts_with("admin"));
}

TEST_CASE("admin: the right PIN opens the menu, a wrong one says how many attempts are left") {
    Desk desk;
    desk.knock();
    desk.answer("000000");
    CHECK(desk.at() == "admin/pin");
    CHECK(desk.says("还可以试 4 次"));
    desk.answer(kPin);
    CHECK(desk.at() == "admin");
    desk.tap("admin/state");
    CHECK(desk.at() == "admin/state");
    CHECK(desk.says("0.0"));
    CHECK(kiosk::attempts_left(*catalog::parse_attempts(desk.read("admin/attempts"))) == 5);
}

TEST_CASE("admin: by keys as well") {
    Desk desk;
    desk.knock();
    desk.pass(1s);
    for (const char digit : kPin + "9") {
        desk.session->key(kiosk::digit_key(digit - '0'), desk.now);
        (void)desk.session->update(desk.now);
    }
    desk.session->key(Key::erase, desk.now);
    (void)desk.session->update(desk.now);
    CHECK(desk.at() == "admin/pin");
    desk.session->key(Key::activate, desk.now);
    desk.checked.acquire();
    (void)desk.session->update(desk.now);
    CHECK(desk.at() == "admin");
}

TEST_CASE("admin: after five wrong attempts nobody gets in for an hour, and a restart changes nothing") {
    Desk desk;
    desk.knock();
    for (int i = 0; i < kiosk::kMostAttempts; ++i) desk.answer("000000");
    CHECK(desk.says("60 分钟后可以再试"));
    desk.type(kPin);
    CHECK_FALSE(desk.checked.try_acquire());
    SUBCASE("of the program") {}
    SUBCASE("of the machine") {
        desk.boot = "second";
        desk.boot_s = 30 - desk.now / 1s;
    }
    SUBCASE("with a file that was damaged") {
        REQUIRE(base::write_file(desk.folder.path() / "admin" / "attempts", "nothing\n"));
    }
    desk.start();
    desk.knock();
    desk.type(kPin);
    CHECK_FALSE(desk.checked.try_acquire());
    CHECK(desk.at() == "admin/pin");
    desk.pass(61min);
    CHECK_FALSE(desk.at().starts_with("admin"));
    desk.come_in();
}

TEST_CASE("admin: without a PIN the pages stay closed, and the screen says how to set one") {
    Desk desk;
    desk.hash.clear();
    desk.main_file = "[rotation]\ndwell_s = 8\n";
    desk.start();
    desk.knock();
    CHECK(desk.at() == "admin/pin");
    CHECK(desk.says("kiosk --hash-pin"));
    CHECK(desk.session->page().find_area("digit/1") == nullptr);
}

TEST_CASE("admin: who has not touched for a minute is out, whatever was open") {
    Desk desk;
    SUBCASE("the pad") {
        desk.knock();
        desk.tap("digit/1");
    }
    SUBCASE("the menu") { desk.come_in(); }
    SUBCASE("a test") {
        desk.come_in();
        desk.tap("admin/touch");
        desk.touch(kMiddle);
    }
    desk.pass(59s);
    CHECK(desk.at().starts_with("admin"));
    desk.pass(1s);
    CHECK(desk.session->is_rotating());
    CHECK_FALSE(desk.desk->is_open());
    desk.knock();
    CHECK(desk.at() == "admin/pin");
    CHECK(desk.desk->view().pin.typed == 0);
}

TEST_CASE("admin: whoever goes elsewhere has to type the PIN again, by the way back as well") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/state");
    desk.tap("find");
    CHECK_FALSE(desk.desk->is_open());
    desk.tap("back");
    CHECK(desk.at() == "admin/pin");
}

TEST_CASE("admin: a check that ends when nobody is there opens nothing") {
    Desk desk;
    desk.knock();
    desk.type(kPin);
    desk.tap("topics");
    desk.checked.acquire();
    desk.knock();
    CHECK(desk.at() == "admin/pin");
    CHECK_FALSE(desk.desk->is_open());
}

TEST_CASE("admin: what is typed stands in no text, utterance, address, file or log") {
    Desk desk;
    desk.knock();
    for (const char digit : kPin) desk.tap(std::string("digit/") + digit);
    const auto record = drawn(*desk.session, desk.library);
    const auto said = kiosk::utterances_of(desk.session->page(), record,
                                           desk.library.strings(desk.session->language()), words::Pinyin{""});
    std::string all = desk.at();
    for (const auto& text : record.texts) all += "\n" + text.text;
    for (const auto& one : said) all += "\n" + one.text + one.spoken;
    desk.tap("enter");
    desk.checked.acquire();
    (void)desk.session->update(desk.now);
    REQUIRE(desk.at() == "admin");
    for (const std::string& line : desk.told) all += "\n" + line;
    all += desk.read("admin/attempts");
    CHECK(all.find(kPin) == all.npos);
    CHECK(all.find(kPin.substr(0, 3)) == all.npos);
}

TEST_CASE("admin: the key that the keyboard stands on is not said while a PIN is typed") {
    Desk desk;
    desk.knock();
    desk.pass(1s);
    desk.session->key(Key::next, desk.now);
    (void)desk.session->update(desk.now);
    CHECK_FALSE(desk.session->focus().empty());
    CHECK(desk.session->focus_to_say().empty());
    desk.answer(kPin);
    desk.session->key(Key::next, desk.now);
    (void)desk.session->update(desk.now);
    CHECK(desk.session->focus_to_say() == desk.session->focus());
    CHECK_FALSE(desk.session->focus().empty());
}

TEST_CASE("admin: an emergency covers it, and answers while the glass is cleaned") {
    Desk desk;
    const auto file = desk.folder.path() / "release.db";
    write_release(file);
    change_release(
        file,
        "DELETE FROM notice; INSERT INTO notice VALUES ('fire', 'emergency', '请离开', 'Leave', '走楼梯。', "
        "'Use the stairs.', '2024-07-15T00:01:00+08:00', '2024-07-15T00:01:30+08:00', '');");
    auto release = *kiosk::open_catalog(file, {base::make_date(2024, 7, 15), true});
    desk.session->show_release(release, desk.now);
    (void)desk.session->update(desk.now);
    desk.come_in();
    desk.tap("admin/clean");
    desk.pass(60s - desk.now);
    CHECK(desk.at() == "emergency/fire");
    desk.touch(kMiddle);
    CHECK(desk.at() == "emergency/fire");
    desk.knock();
    CHECK(desk.at() == "emergency/fire");
    desk.pass(31s);
    CHECK(desk.at().starts_with("admin"));
    desk.session.reset();
}

TEST_CASE("wishes: a power cut at any step leaves the old one or the new one, whole") {
    for (int steps = 0; steps <= 4; ++steps)
        for (const auto loss :
             {FaultyDisk::Loss::nothing, FaultyDisk::Loss::bytes, FaultyDisk::Loss::everything}) {
            CAPTURE(steps);
            const TemporaryFolder folder;
            const auto file = folder.path() / "admin" / "wish";
            FaultyDisk disk{FaultyDisk::kNoCut, loss};
            REQUIRE(kiosk::make_wish(disk, file, "import", 1));
            disk.steps_left = steps;
            const auto made = kiosk::make_wish(disk, file, "reboot", 2);
            disk.cut_power();
            disk.restore_power();
            const std::string text = base::read_file(file).value_or("");
            CAPTURE(text);
            CHECK((text == "reboot 2\n" || (!made && text == "import 1\n")));
        }
}

TEST_CASE("admin: while the glass is cleaned nothing answers, then the menu is back") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/clean");
    CHECK(desk.at() == "admin/clean");
    CHECK(desk.says("60"));
    for (int i = 0; i < 50; ++i) {
        desk.pass(1s);
        desk.touch(kMiddle);
        desk.session->key(Key::back, desk.now);
    }
    CHECK(desk.at() == "admin/clean");
    CHECK(desk.says("10"));
    desk.pass(10s);
    CHECK(desk.at() == "admin");
    desk.pass(59s);
    CHECK(desk.at() == "admin");
    desk.tap("admin/state");
    CHECK(desk.at() == "admin/state");
}

TEST_CASE("admin: the state says what the panel says of itself, where that is not believed") {
    Desk desk;
    desk.panel.is_guess = true;
    desk.panel.disbelieved_width_mm = 1600;
    desk.panel.disbelieved_height_mm = 900;
    desk.start();
    desk.come_in();
    desk.tap("admin/state");
    CHECK(desk.says_somewhere("1600 × 900"));
}

TEST_CASE("admin: the state names the pages that cannot be shown") {
    Desk desk;
    desk.come_in();
    desk.desk->look({}, {"target/new-parks", "topic/jobs"});
    CHECK(desk.desk->view().failing_pages == std::vector<std::string>{"target/new-parks", "topic/jobs"});
    desk.desk->look({}, {});
    CHECK(desk.desk->view().failing_pages.empty());
}

TEST_CASE("admin: the panel test steps on at a touch, and ends where it began") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/panel");
    const int count = desk.session->page().count;
    for (int page = 2; page <= count; ++page) {
        desk.tap("step");
        CHECK(desk.session->address().page == page);
    }
    desk.tap("step");
    CHECK(desk.at() == "admin");
}

TEST_CASE("admin: the touch test shows where it was touched") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/touch");
    desk.touch(kMiddle);
    desk.knock();
    CHECK(desk.at() == "admin/touch");
    CHECK(desk.desk->view().touches.size() == 6);
    desk.tap("done");
    CHECK(desk.at() == "admin");
}

TEST_CASE("admin: a setting applies at once, is on the disk, and is undone") {
    Desk desk;
    desk.main_file = "[rotation]\ndwell_s = 8\n[hours]\nmonday = \"\"\n";
    desk.start();
    kiosk::Config now;
    desk.desk->on_settings([&](const base::Settings& settings) { now = kiosk::make_config(settings); });
    desk.come_in();
    desk.tap("admin/settings");
    desk.tap("set/rotation.dwell_s");
    CHECK(now.dwell == 10s);
    desk.tap("set/hours.apply");
    CHECK_FALSE(now.hours_apply);
    CHECK(desk.read("admin/local.toml") == "[rotation]\ndwell_s = 10\n\n[hours]\napply = false\n");
    desk.start();
    CHECK(kiosk::make_config(desk.desk->settings()).dwell == 10s);
    desk.come_in();
    desk.tap("admin/settings");
    desk.tap("undo");
    CHECK(desk.read("admin/local.toml").empty());
    CHECK(kiosk::make_config(desk.desk->settings()).dwell == 8s);
    CHECK(kiosk::make_config(desk.desk->settings()).hours_apply);
}

TEST_CASE(
    "local settings: what may not be set on the screen is refused with file and line, and the file applies") {
    const std::pair<std::string, const char*> cases[] = {
        {"[display]\nwindowed = true\n", ":2: there is no setting display.windowed"},
        {"[rotation]\ndwell_s = 10\n[hours]\npanel_off = \"dpms\"\n",
         ":4: there is no setting hours.panel_off"},
        {"[rotation]\ndwell_s = 1\n", ":2: rotation.dwell_s = 1"},
        {"[admin]\npin_hash = \"12345678\"\n", ":2: admin.pin_hash is something else"},
        {"[state]\nfolder = \"/tmp\"\n", ":1: there are no settings in [state]"},
        {"nonsense", ":1: "}};
    for (const auto& [toml, what] : cases) {
        CAPTURE(toml);
        Desk desk;
        desk.main_file = "[rotation]\ndwell_s = 8\n";
        std::filesystem::create_directory(desk.folder.path() / "admin");
        REQUIRE(base::write_file(desk.folder.path() / "admin" / "local.toml", toml));
        desk.start();
        const kiosk::Config config = kiosk::make_config(desk.desk->settings());
        CHECK(config.dwell == 8s);
        CHECK(config.pin_hash == desk.hash);
        CHECK(config.state_folder.empty());
        REQUIRE_FALSE(desk.told.empty());
        CHECK(desk.told.back().find((desk.folder.path() / "admin/local.toml").string() + what) == 0);
        desk.come_in();
        desk.tap("admin/settings");
        CHECK(desk.says("现在不起作用"));
    }
}

TEST_CASE("local settings: a PIN of the settings file is nobody's to change") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/set-up");
    CHECK(desk.session->page().find_area("admin/new-pin") == nullptr);
    std::filesystem::create_directory(desk.folder.path() / "admin");
    REQUIRE(base::write_file(desk.folder.path() / "admin" / "local.toml",
                             "[admin]\npin_hash = \"" + *kiosk::hash_pin("00000000", 1) + "\"\n"));
    desk.start();
    CHECK(kiosk::make_config(desk.desk->settings()).pin_hash == desk.hash);
    desk.come_in();
}

TEST_CASE("setting up: a screen that nobody has set up begins with it, and a PIN ends that") {
    Desk desk;
    desk.hash.clear();
    desk.main_file = kSetUp;
    desk.start();
    CHECK(desk.at() == "admin/set-up");
    desk.tap("admin/new-pin");
    const auto type_new = [&](const std::string& pin) {
        for (const char digit : pin) desk.tap(std::string("digit/") + digit);
        desk.tap("enter");
    };
    type_new(kPin);
    CHECK(desk.says("再输一遍"));
    type_new("00000000");
    CHECK(desk.says("两遍不一样"));
    type_new(kPin);
    type_new(kPin);
    desk.checked.acquire();
    (void)desk.session->update(desk.now);
    CHECK(desk.says("已记下"));
    CHECK(desk.read("admin/local.toml").starts_with("[admin]\npin_hash = \"$y$"));
    CHECK(desk.read("admin/local.toml").find(kPin) == std::string::npos);
    CHECK_FALSE(desk.desk->is_first_start());
    desk.pass(61s);
    CHECK(desk.session->is_rotating());
    desk.come_in();
    desk.start();
    CHECK(desk.session->is_rotating());
    desk.come_in();
}

TEST_CASE("setting up: who touches nothing sees the round after a minute, and finds it again by the corner") {
    Desk desk;
    desk.hash.clear();
    desk.main_file = kSetUp;
    desk.start();
    CHECK(desk.at() == "admin/set-up");
    desk.pass(61s);
    CHECK(desk.session->is_rotating());
    desk.knock();
    CHECK(desk.at() == "admin/set-up");
}

TEST_CASE("setting up: not where the settings do not say so, nor on a screen that has shown a release") {
    Desk desk;
    desk.hash.clear();
    SUBCASE("settings") { desk.main_file = "[rotation]\ndwell_s = 8\n"; }
    SUBCASE("a release") {
        desk.main_file = kSetUp;
        std::filesystem::create_directory(desk.folder.path() / "display");
        REQUIRE(base::write_file(desk.folder.path() / "display" / "report",
                                 catalog::format_report({.confirmed = std::string(64, 'a')})));
    }
    desk.start();
    CHECK(desk.session->is_rotating());
    desk.knock();
    CHECK(desk.at() == "admin/pin");
    CHECK(desk.says("kiosk --hash-pin"));
}

TEST_CASE("setting up: the width of the glass and its orientation are kept, and undoing leaves them") {
    Desk desk;
    desk.hash.clear();
    desk.main_file = kSetUp;
    desk.start();
    desk.tap("admin/size");
    const double before = desk.desk->view().up.width_mm;
    CHECK(before == doctest::Approx(708));
    desk.tap("wider-10");
    desk.tap("narrower-1");
    CHECK(desk.read("admin/local.toml").empty());
    desk.tap("keep");
    CHECK(desk.says("717"));
    desk.tap("back");
    desk.tap("admin/turn");
    desk.tap("turn/90");
    CHECK(desk.read("admin/local.toml") == "[display]\npanel_width_mm = 717\nrotation = 90\n");
    desk.desk->act({.what = kiosk::AdminAct::What::undo_settings});
    CHECK(desk.read("admin/local.toml") == "[display]\npanel_width_mm = 717\nrotation = 90\n");
    const kiosk::Config config = kiosk::make_config(desk.desk->settings());
    CHECK(config.panel_width_mm == 717.0);
    CHECK(config.rotation_deg == 90);
}

TEST_CASE("admin: a wish is one word with its number, and its answer is shown") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/actions");
    desk.tap("wish/import");
    const std::string wish = desk.read("admin/wish");
    REQUIRE(wish.starts_with("import "));
    CHECK(desk.says("等待系统"));
    const auto answer = [&](const std::string& text) {
        REQUIRE(base::write_file(desk.folder.path() / "answer", text));
        desk.pass(1s);
    };
    answer("import 1 done\n");
    CHECK(desk.says("等待系统"));
    answer(wish.substr(0, wish.size() - 1) + " taken\n");
    CHECK(desk.says("正在进行"));
    answer(wish.substr(0, wish.size() - 1) + " done\n");
    CHECK(desk.says("已完成"));
    desk.tap("wish/logs");
    CHECK(desk.read("admin/wish").starts_with("logs "));
}

TEST_CASE("admin: a reboot is asked about once more") {
    Desk desk;
    desk.come_in();
    desk.tap("admin/actions");
    desk.tap("wish/reboot");
    CHECK(desk.at() == "admin/sure-reboot");
    CHECK(desk.read("admin/wish").empty());
    SUBCASE("no") {
        desk.tap("no");
        CHECK(desk.read("admin/wish").empty());
    }
    SUBCASE("yes") {
        desk.tap("yes");
        CHECK(desk.read("admin/wish").starts_with("reboot "));
    }
    CHECK(desk.at() == "admin/actions");
}

TEST_CASE("admin: nothing is done for whoever has not typed the PIN") {
    Desk desk;
    desk.knock();
    using What = kiosk::AdminAct::What;
    for (const kiosk::AdminAct& act :
         {kiosk::AdminAct{What::wish, "", "reboot"}, {What::set, "hours.apply"}}) {
        desk.desk->act(act);
        CHECK(desk.read("admin/wish").empty());
        CHECK(desk.read("admin/local.toml").empty());
    }
    desk.come_in();
    desk.desk->act({What::wish, "", "poweroff"});
    desk.desk->act({What::set, "display.windowed"});
    CHECK(desk.read("admin/wish").empty());
    CHECK(desk.read("admin/local.toml").empty());
}
