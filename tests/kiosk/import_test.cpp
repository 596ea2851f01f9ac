#include <doctest/doctest.h>

#include <algorithm>

#include "../catalog/release_file.h"
#include "base/boot.h"
#include "drawn.h"
#include "kiosk/app/session.h"
#include "kiosk/app/state_folder.h"

using namespace std::chrono_literals;
using catalog::Import;
using catalog::ImportResult;
using kiosk::Session;
using Change = Session::Change;

namespace {

/// A screen that nobody touches.
struct Screen {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog;
    Session session;
    Session::Time now{0};

    explicit Screen(const kiosk::Panel& panel = {}, const char* language = "zh-CN", kiosk::Hours hours = {},
                    kiosk::OpenCatalog shown = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true}))
        : catalog(std::move(shown)),
          session(library, catalog,
                  {.panel = panel,
                   .language = &words::language(language),
                   .dwell = 600s,
                   .idle = {},
                   .started_at = *base::parse_instant("2024-07-15T12:00:00+08:00"),
                   .time_given = true,
                   .hours = std::move(hours),
                   .show_closed = 1min}) {
        REQUIRE(session.update(now) != Change::none);
    }
    Change tell(ImportResult result) {
        session.tell({.boot = "1", .at_s = 1, .result = result, .version = "2026.11.28"}, now);
        return session.update(now);
    }
    Change pass(Session::Time time) {
        now += time;
        return session.update(now);
    }
    [[nodiscard]] const kiosk::DrawnText* find(const kiosk::Record& record, const std::string& words) const {
        const auto found = std::find_if(record.texts.begin(), record.texts.end(), [&](const auto& text) {
            return text.text.find(words) != text.text.npos;
        });
        return found == record.texts.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool says(const std::string& words) {
        const kiosk::Record record = drawn(session, library);
        return find(record, words) != nullptr;
    }
};

/// What the agent wrote of a stick, and the display's side of the folder.
struct Told {
    TemporaryFolder folder;
    base::Disk disk;
    std::vector<std::string> complaints;
    kiosk::StateFolder state{folder.path(), disk, base::Log{[this](const base::LogEntry& entry) {
                                 complaints.push_back(entry.message);
                             }}};

    void write(const std::string& text) const { REQUIRE(base::write_file(folder.path() / "import", text)); }
    void write(const Import& import) const { write(catalog::format_import(import)); }
};

Import import_now(std::int64_t seconds_ago = 0) {
    return {.boot = base::boot_id(),
            .at_s = base::seconds_since_boot() - seconds_ago,
            .result = ImportResult::taken,
            .version = "2026.11.28"};
}

}  // namespace

TEST_CASE("import: what came of a stick stands in a corner for ten seconds, on whatever page there is") {
    Screen screen;
    const std::string words = "已从 U 盘收下内容 2026.11.28";
    CHECK(screen.tell(ImportResult::taken) == Change::content);
    CHECK(screen.session.next_due() == screen.now + kiosk::kTellFor);
    CHECK(screen.says(words));
    const auto record = drawn(screen.session, screen.library);
    CHECK(record.texts[record.reading().front()].text == words);
    CHECK(screen.pass(kiosk::kTellFor - 1ms) == Change::none);
    SUBCASE("and is gone") {
        CHECK(screen.pass(1ms) == Change::content);
        CHECK_FALSE(screen.says(words));
    }
    SUBCASE("another page says it as well") {
        screen.session.key(kiosk::Key::next, screen.now);
        CHECK(screen.pass(0ms) == Change::page);
        CHECK(screen.session.address().id() == "topics");
        CHECK(screen.says(words));
        CHECK(screen.pass(1ms) == Change::content);
        CHECK_FALSE(screen.says(words));
    }
    SUBCASE("another stick begins it anew") {
        CHECK(screen.tell(ImportResult::known) == Change::content);
        CHECK(screen.pass(kiosk::kTellFor - 1ms) == Change::none);
        CHECK(screen.says("本屏已经有了"));
    }
}

TEST_CASE("import: every outcome has words that fit, whatever the panel and the language") {
    const kiosk::Panel panels[] = {{},
                                   {.width_px = 1024, .height_px = 600, .mm_per_px = 0.2168f},
                                   {.width_px = 1080, .height_px = 1920, .mm_per_px = 0.369f}};
    for (const auto& panel : panels)
        for (const char* language : {"zh-CN", "en"}) {
            Screen screen{panel, language};
            const auto before = drawn(screen.session, screen.library).texts.size();
            for (std::size_t i = 0; i < catalog::kImportResultNames.size(); ++i) {
                CAPTURE(catalog::kImportResultNames[i]);
                CAPTURE(panel.width_px);
                CHECK(screen.tell(static_cast<ImportResult>(i)) != Change::none);
                const auto record = drawn(screen.session, screen.library);
                REQUIRE(record.texts.size() == before + 1);
                CHECK_FALSE(record.texts.back().clipped);
                CHECK(record.texts.back().contrast >= 4.5);
                CHECK(record.texts.back().text.find('{') == std::string::npos);
                CHECK(record.missing_glyphs == 0);
            }
        }
}

TEST_CASE("import: a dark glass stays dark, and an emergency keeps the screen to itself") {
    SUBCASE("dark") {
        kiosk::Hours::Exceptions closed{{base::make_date(2024, 7, 15), {}}};
        Screen screen{{}, "zh-CN", kiosk::Hours{{}, std::move(closed)}};
        (void)screen.pass(1min);
        REQUIRE_FALSE(screen.session.is_lit());
        CHECK(screen.tell(ImportResult::taken) == Change::none);
        CHECK(drawn(screen.session, screen.library).texts.empty());
    }
    SUBCASE("emergency") {
        const TemporaryFolder folder;
        const auto file = folder.path() / "made.db";
        write_release(file);
        change_release(
            file,
            "INSERT INTO notice VALUES ('fire', 'emergency', '请离开大厅', 'Leave the hall', '走楼梯。', "
            "'Use the stairs.', '2024-07-15T00:00:00+08:00', '2024-07-16T00:00:00+08:00', '');");
        Screen screen{{}, "zh-CN", {}, *kiosk::open_catalog(file, {base::make_date(2024, 7, 15), true})};
        REQUIRE(screen.session.address().scene == kiosk::SceneKind::emergency);
        CHECK(screen.tell(ImportResult::taken) == Change::none);
    }
}

TEST_CASE("import: the state folder tells of each stick once") {
    Told told;
    CHECK_FALSE(told.state.take_import());
    const Import first = import_now(1);
    told.write(first);
    CHECK(told.state.take_import() == first);
    CHECK_FALSE(told.state.take_import());
    Import second = import_now();
    second.result = ImportResult::known;
    told.write(second);
    CHECK(told.state.take_import() == second);
    CHECK(told.complaints.empty());
}

TEST_CASE("import: what came of a stick long ago, or before the last start of the machine, is no news") {
    Told told;
    Import import = import_now(60);
    SUBCASE("a minute ago") {}
    SUBCASE("in the time to come") { import = import_now(-100); }
    SUBCASE("before the machine was started") {
        import = import_now();
        import.boot = "8d6f0c5e";
    }
    told.write(import);
    CHECK_FALSE(told.state.take_import());
    CHECK(told.complaints.empty());
}

TEST_CASE("import: a file that is damaged, or another thing, is told of once and changes nothing") {
    Told told;
    const std::string good = catalog::format_import(import_now());
    const std::vector<std::string> bad{"", good.substr(0, good.size() - 1), good + good,
                                       std::string(20'000, 'x'), catalog::format_contact({})};
    for (const std::string& text : bad) {
        told.write(text);
        CHECK_FALSE(told.state.take_import());
        CHECK_FALSE(told.state.take_import());
    }
    CHECK(told.complaints.size() <= bad.size());
    CHECK_FALSE(told.complaints.empty());
    told.write(good);
    CHECK(told.state.take_import());
}
