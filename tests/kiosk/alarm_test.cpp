#include <doctest/doctest.h>
#include <stdlib.h>

#include <condition_variable>
#include <list>
#include <mutex>

#include "../catalog/release_file.h"
#include "kiosk/app/reader.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/software_renderer.h"

// An emergency is heard in the hall: two tones, then the notice, once.

using base::EventLoop;
using kiosk::InputEvent;
using kiosk::Key;
using namespace std::chrono_literals;

namespace {

/// What is heard, in order.
struct Ear {
    std::mutex mutex;
    std::string heard;
    std::condition_variable changed;
    bool takes_long = false;  // what is said is said until somebody wants silence
    int loudest = 0;          // volume of a line, in percent

    void hear(const std::string& what) {
        const std::lock_guard lock{mutex};
        heard += what + "|";
    }
    std::string take() {
        const std::lock_guard lock{mutex};
        return std::exchange(heard, "");
    }
};

class HeardSound final : public kiosk::Sound {
public:
    explicit HeardSound(Ear& ear) : ear_(ear) {}
    base::Status open(int) override {
        const std::lock_guard lock{ear_.mutex};
        dropped_ = false;
        return {};
    }
    bool play(std::span<const std::int16_t> samples) override {
        if (samples.size() > 1) ear_.hear("tones");
        std::unique_lock lock{ear_.mutex};
        ear_.changed.wait(lock, [&] { return dropped_ || !ear_.takes_long; });
        return !dropped_;
    }
    bool finish() override { return true; }
    void drop() override {
        const std::lock_guard lock{ear_.mutex};
        dropped_ = true;
        ear_.changed.notify_all();
    }
    base::Status close() override { return {}; }

private:
    Ear& ear_;
    bool dropped_ = false;
};

class HeardVoice final : public kiosk::Voice {
public:
    explicit HeardVoice(Ear& ear) : ear_(ear) {}
    [[nodiscard]] int rate() const override { return 8000; }
    void speak(const kiosk::Line& line, const kiosk::Manner& manner, const Hear& hear) override {
        ear_.hear(line.words);
        ear_.loudest = std::max(ear_.loudest, manner.volume);
        const std::int16_t samples[1]{};
        (void)hear(samples);
    }

private:
    Ear& ear_;
};

const base::Instant kNoon = *base::parse_instant("2024-07-15T12:00:00+08:00");

std::string notice(const char* id, const char* title, const char* to = "18:00:00") {
    return fmt::format(
        "INSERT INTO notice VALUES ('{}', 'emergency', '{}', 'Leave the hall', '走楼梯。', 'Use the "
        "stairs.', "
        "'2024-07-15T09:00:00+08:00', '2024-07-15T{}+08:00', '');",
        id, title, to);
}

/// A display in memory in a hall with an ear.
struct Hall {
    explicit Hall(const std::string& sql, int volume = 100)
        : catalogs(list_of(release(sql))), reader{*loop, library, session, screen, speaker, volume} {
        screen.begin();
        turn();
    }
    static std::list<kiosk::OpenCatalog> list_of(kiosk::OpenCatalog one) {
        std::list<kiosk::OpenCatalog> list;
        list.push_back(std::move(one));
        return list;
    }
    kiosk::OpenCatalog release(const std::string& sql) {
        const auto file = folder.path() / std::to_string(++releases);
        write_release(file);
        change_release(file, "DELETE FROM notice; " + sql);
        return *kiosk::open_catalog(file, {base::make_date(2024, 7, 15), true});
    }
    void go_over_to(const std::string& sql) {
        catalogs.push_back(release(sql));
        screen.go_over_to(catalogs.back());
        turn();
    }
    void press(Key key) {
        session.shown(-1h);
        screen.feed({.kind = InputEvent::Kind::key, .key = key});
        turn();
    }
    /// What the loop does when the reader is due; waits until all was heard.
    void turn() {
        if (reader.next_due() != EventLoop::kNever) reader.act();
        while (speaker.is_busy() && !ear.takes_long) loop->turn();
        CHECK(reader.next_due() == EventLoop::kNever);
    }
    int releases = 0;
    TemporaryFolder folder;
    Ear ear;
    std::unique_ptr<EventLoop> loop = std::move(EventLoop::open().value());
    kiosk::MemoryOutput output{{1024, 600}};
    kiosk::Compositor compositor{output};
    kiosk::Library library = *kiosk::Library::open();
    std::list<kiosk::OpenCatalog> catalogs;
    kiosk::SessionSettings settings{.panel = {.width_px = 1024, .height_px = 600},
                                    .language = &words::language("en"),
                                    .idle = {.before_asking = 1h},
                                    .started_at = kNoon,
                                    .time_given = true,
                                    .speaks = true};
    kiosk::Speaker speaker{
        [this] { return base::Result<std::unique_ptr<kiosk::Voice>>{std::make_unique<HeardVoice>(ear)}; },
        std::make_unique<HeardSound>(ear), [](const std::string&) {}};
    kiosk::Session session{library, catalogs.front(), settings};
    const kiosk::SessionClock clock;
    kiosk::Glass glass{compositor, library.fonts, kiosk::make_software_renderer(), true, clock, nullptr};
    kiosk::Screen screen{*loop, session, glass, clock, true, nullptr};
    kiosk::Reader reader;
};

constexpr const char* kAlarm = "tones|Emergency notice|Leave the hall|Use the stairs.|";

}  // namespace

TEST_CASE(
    "alarm: two tones and the whole notice when an emergency takes the screen, and nothing afterwards") {
    Hall hall{""};
    CHECK(hall.ear.take().empty());
    hall.go_over_to(notice("siren", "请离开大厅"));
    CHECK(hall.session.address().id() == "emergency/siren");
    CHECK(hall.ear.take() == std::string(kAlarm));
    CHECK(hall.ear.loudest == 100);
    hall.screen.redraw();
    hall.turn();
    hall.press(Key::next);                           // somebody comes
    hall.press(Key::activate);                       // and looks at it in another language
    hall.go_over_to(notice("siren", "请离开大厅"));  // it goes on in the next release
    CHECK(hall.ear.take().empty());
}

TEST_CASE("alarm: another emergency is heard as well, and one that comes again after all had ended") {
    Hall hall{notice("siren", "请离开大厅")};
    CHECK(hall.ear.take() == std::string(kAlarm));
    hall.go_over_to(notice("siren", "请离开大厅") + notice("a-flood", "暴雨"));
    REQUIRE(hall.session.address().key == "a-flood");
    CHECK(hall.ear.take().starts_with("tones|"));
    hall.go_over_to("");
    CHECK(hall.ear.take().empty());
    hall.go_over_to(notice("siren", "请离开大厅"));
    CHECK(hall.ear.take() == std::string(kAlarm));
}

TEST_CASE("alarm: a hall that wants none hears none") {
    Hall hall{notice("siren", "请离开大厅"), 0};
    CHECK(hall.ear.take().empty());
    hall.press(Key::read_aloud);  // whoever asks hears the page
    CHECK(hall.ear.take().find("tones") == std::string::npos);
}

TEST_CASE(
    "alarm: whoever listens hears the tones and then the page, no less loud than the hall's own, and once") {
    Hall hall{"", 150};
    hall.press(Key::read_aloud);
    (void)hall.ear.take();
    hall.go_over_to(notice("siren", "请离开大厅"));
    const std::string heard = hall.ear.take();
    CHECK(heard.starts_with("tones|"));
    CHECK(heard.find("Leave the hall") != std::string::npos);
    CHECK(heard.find("tones", 1) == std::string::npos);
    CHECK(hall.ear.loudest == 150);
    hall.press(Key::read_again);
    hall.press(Key::read_aloud);  // off
    CHECK(hall.ear.take().find("tones") == std::string::npos);
}

TEST_CASE("alarm: a touch does not silence it for the hall; the key for silence does, and its own end") {
    Hall hall{""};
    hall.ear.takes_long = true;
    hall.go_over_to(notice("siren", "请离开大厅"));
    REQUIRE(hall.speaker.is_busy());
    hall.reader.stop();
    CHECK(hall.speaker.is_busy());
    SUBCASE("the key") { hall.reader.silence(); }
    SUBCASE("the end") { hall.go_over_to(""); }
    CHECK_FALSE(hall.speaker.is_busy());
    CHECK(hall.reader.next_due() == EventLoop::kNever);
}
