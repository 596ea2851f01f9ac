#include "kiosk/app/reader.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <condition_variable>
#include <mutex>

#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/software_renderer.h"

using base::EventLoop;
using kiosk::InputEvent;
using kiosk::Key;
using namespace std::chrono_literals;

namespace {

/// Each line is heard until somebody wants silence, or lets it end.
class HeldSound final : public kiosk::Sound {
public:
    explicit HeldSound(int& opened) : opened_(opened) {}
    base::Status open(int) override {
        const std::lock_guard lock{mutex_};
        dropped_ = false;
        ++opened_;
        return {};
    }
    bool play(std::span<const std::int16_t>) override {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return dropped_; });
        return false;
    }
    bool finish() override { return false; }
    void drop() override {
        const std::lock_guard lock{mutex_};
        dropped_ = true;
        changed_.notify_all();
    }
    base::Status close() override { return {}; }

private:
    int& opened_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool dropped_ = false;
};

class FakeVoice final : public kiosk::Voice {
public:
    [[nodiscard]] int rate() const override { return 8; }
    void speak(const kiosk::Line&, const kiosk::Manner&, const Hear& hear) override {
        const std::int16_t samples[4]{};
        (void)hear(samples);
    }
};

/// A display in memory with a voice that nobody hears.
struct Hall {
    std::unique_ptr<EventLoop> loop = std::move(EventLoop::open().value());
    kiosk::MemoryOutput output{{1024, 600}};
    kiosk::Compositor compositor{output};
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::SessionSettings settings{.panel = {.width_px = 1024, .height_px = 600},
                                    .idle = {.before_asking = 1h},
                                    .started_at = *base::parse_instant("2024-07-15T12:00:20+08:00"),
                                    .time_given = true,
                                    .speaks = true};
    int opened = 0;
    kiosk::Speaker speaker{
        [] { return base::Result<std::unique_ptr<kiosk::Voice>>{std::make_unique<FakeVoice>()}; },
        std::make_unique<HeldSound>(opened), [](const std::string&) {}};
    kiosk::Session session{library, catalog, settings};
    const kiosk::SessionClock clock;
    kiosk::Glass glass{compositor, library.fonts, kiosk::make_software_renderer(), true, clock, nullptr};
    kiosk::Screen screen{*loop, session, glass, clock, true, nullptr};
    kiosk::Reader reader{*loop, library, session, screen, speaker};
    EventLoop::Hook hook = loop->add(reader);

    /// By somebody who has seen the page.
    void press(Key key) {
        session.shown(-1h);
        screen.feed({.kind = InputEvent::Kind::key, .key = key});
        if (reader.next_due() != EventLoop::kNever) reader.act();
    }
    /// Sleeps until a sentence is heard.
    void listen() {
        while (!speaker.now()) loop->turn();
    }
};

}  // namespace

TEST_CASE("reader: nothing is due, open or said until somebody asks for it") {
    Hall hall;
    hall.screen.begin();
    CHECK(hall.reader.next_due() == EventLoop::kNever);
    hall.press(Key::right);
    REQUIRE_FALSE(hall.session.is_rotating());
    CHECK(hall.reader.next_due() == EventLoop::kNever);
    CHECK_FALSE(hall.speaker.is_busy());
    CHECK(hall.opened == 0);
}

TEST_CASE(
    "reader: one key wakes the screen and begins; a page is marked while it is said, and another one "
    "takes its place") {
    Hall hall;
    hall.screen.begin();
    hall.press(Key::read_aloud);
    CHECK(hall.session.address().id() == "topics");
    hall.listen();
    CHECK(hall.speaker.is_busy());
    CHECK_FALSE(hall.session.mark());  // how to go on stands nowhere
    CHECK(hall.reader.next_due() == EventLoop::kNever);
    hall.press(Key::right);  // to the first item
    while (!hall.session.mark()) hall.loop->turn();
    const auto* item = hall.session.page().find_area(hall.session.focus());
    REQUIRE(item != nullptr);
    CHECK(*hall.session.mark() == item->rect);
    hall.press(Key::activate);
    CHECK(hall.session.address().id() != "topics");
    CHECK(hall.speaker.is_busy());
}

TEST_CASE("reader: a touch silences it at once, and what is said next is another page") {
    Hall hall;
    hall.screen.begin();
    hall.press(Key::read_aloud);
    hall.listen();
    hall.reader.stop();
    CHECK_FALSE(hall.speaker.is_busy());
    CHECK_FALSE(hall.session.mark());
    CHECK(hall.reader.next_due() == EventLoop::kNever);
    hall.press(Key::right);
    hall.press(Key::activate);
    CHECK(hall.speaker.is_busy());
}

TEST_CASE("reader: when it is switched off it is silent, and nothing is due any more") {
    Hall hall;
    hall.screen.begin();
    hall.press(Key::read_aloud);
    hall.listen();
    hall.press(Key::read_aloud);
    CHECK_FALSE(hall.speaker.is_busy());
    CHECK_FALSE(hall.session.mark());
    CHECK(hall.reader.next_due() == EventLoop::kNever);
}

TEST_CASE("reader: what was said last is said again, from the sentence on that is being said") {
    Hall hall;
    hall.screen.begin();
    hall.reader.say_again();  // nobody listens
    CHECK_FALSE(hall.speaker.is_busy());
    hall.press(Key::read_aloud);
    hall.press(Key::right);
    while (!hall.session.mark()) hall.loop->turn();
    const auto mark = hall.session.mark();
    hall.reader.say_again();
    CHECK(hall.speaker.is_busy());
    while (!hall.session.mark()) hall.loop->turn();
    CHECK(hall.session.mark() == mark);
    hall.reader.stop();
    CHECK_FALSE(hall.session.mark());
    hall.reader.say_again();
    while (!hall.session.mark()) hall.loop->turn();
    CHECK(hall.session.mark() == mark);
}
