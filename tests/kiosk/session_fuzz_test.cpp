#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "../catalog/release_file.h"
#include "kiosk/app/page_faults.h"

// A citizen who does anything at all, in any order, on any panel: after every step the screen has a whole
// page. KIOSK_SESSION_FUZZ_STEPS and KIOSK_SESSION_FUZZ_SEED make a longer or another run.

using namespace std::chrono_literals;
using kiosk::Key;
using kiosk::Panel;
using kiosk::Point;
using kiosk::Session;
using kiosk::TouchArea;

namespace {

struct Glass {
    int width_px, height_px;
    float width_mm;
};
// As the tour's: 32 inches where nothing else is said, 10 inches and 55 inches.
constexpr Glass kGlasses[] = {{1920, 1080, 708.4f}, {1080, 1920, 398.5f}, {1024, 600, 222},
                              {600, 1024, 130},     {1024, 600, 701},     {600, 1024, 411},
                              {1920, 1080, 1210},   {1080, 1920, 680}};

Panel panel_of(const Glass& glass) {
    return {.width_px = glass.width_px,
            .height_px = glass.height_px,
            .mm_per_px = glass.width_mm / static_cast<float>(glass.width_px)};
}

unsigned number_from_environment(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

/// What is wrong with the page that is shown, and with when it changes.
std::string faults_of(const Session& session, kiosk::Library& library, Session::Time now) {
    return kiosk::page_faults(session, library) + (session.next_due() <= now ? "due in the past\n" : "");
}

class Visitor {
public:
    /// `releases`: what the session may go over to.
    Visitor(Session& session, std::vector<kiosk::OpenCatalog*> releases, unsigned seed)
        : session_(session), releases_(std::move(releases)), random_(seed) {
        (void)session_.update(now_);
    }

    /// Does one thing; says what.
    std::string act() {
        const auto dice = random_() % 100;
        if (dice < 50) return tap_an_area();
        if (dice < 58) return press_here_release_there();
        if (dice < 76) return press_key();
        if (dice < 84) return resize();
        if (dice < 90) return pass(std::chrono::milliseconds{random_() % 3000});
        if (dice < 94) return pass(60s + std::chrono::milliseconds{random_() % 30'000});
        if (dice < 98) return pass(std::max(Session::Time{1}, session_.next_due() - now_));
        return random_() % 2 == 0 ? set_clock() : switch_release();
    }
    [[nodiscard]] Session::Time now() const { return now_; }

private:
    std::string tap_an_area() {
        const auto& areas = session_.page().touch;
        if (areas.empty()) return tap(any_point(), any_point(), "the page");
        const TouchArea area = areas[random_() % areas.size()];
        return tap(area.rect.center(), area.rect.center(), area.id);
    }
    std::string press_here_release_there() { return tap(any_point(), any_point(), "here and there"); }
    std::string tap(Point down, Point up, const std::string& what) {
        if (random_() % 8 != 0) (void)pass(600ms);  // has seen the page
        session_.touch_down(down, now_);
        if (random_() % 8 == 0) (void)pass(std::chrono::milliseconds{random_() % 15'000});
        if (random_() % 32 == 0) session_.touch_lost();
        session_.touch_up(up, now_);
        return "touch " + what;
    }
    std::string press_key() {
        if (const auto step = session_.next_step(); step && random_() % 4 == 0) {
            now_ = std::max(now_, *step);
            session_.step(now_);
            return "step";
        }
        session_.key(static_cast<Key>(random_() % (static_cast<unsigned>(Key::digit_9) + 1)), now_);
        return "key";
    }
    std::string resize() {
        const Glass& glass = kGlasses[random_() % std::size(kGlasses)];
        session_.resize(panel_of(glass));
        return fmt::format("resize to {}x{}", glass.width_px, glass.height_px);
    }
    std::string pass(Session::Time time) {
        now_ += time;
        (void)session_.update(now_);
        return fmt::format("{} ms", time.count());
    }
    std::string set_clock() {
        session_.set_wall(*base::parse_instant("2023-12-30") + std::chrono::hours{random_() % (24 * 1000)},
                          now_);
        return "the clock is set";
    }
    std::string switch_release() {
        session_.show_release(*releases_[random_() % releases_.size()], now_);
        session_.set_contact({base::Instant{std::chrono::seconds{random_()}}, std::nullopt});
        return "another release";
    }
    Point any_point() {  // beside the picture as well
        const kiosk::Metrics& m = session_.metrics();
        const auto along = [&](float side) {
            return static_cast<float>(random_() % 1200) / 1000 * side - 0.1f * side;
        };
        return {along(m.width), along(m.height)};
    }

    Session& session_;
    std::vector<kiosk::OpenCatalog*> releases_;
    std::mt19937 random_;
    Session::Time now_{0};
};

std::string where(const Session& session) {
    const kiosk::Metrics& m = session.metrics();
    const kiosk::Profile p = session.profile();
    return fmt::format("{} at {}x{}, {} em, {}{}{}{}", session.address().id(), m.width, m.height, m.em,
                       session.language().tag, p.large_type ? " large-type" : "",
                       p.high_contrast ? " high-contrast" : "", p.low_reach ? " low-reach" : "");
}

/// A release with another set of targets, with and without emergencies.
std::filesystem::path other_file() {
    static const TemporaryFolder folder;
    const auto file = folder.path() / "other.db";
    if (std::filesystem::exists(file)) return file;
    write_release(file);
    change_release(
        file,
        "INSERT INTO notice VALUES ('siren', 'emergency', '请离开大厅', 'Leave the hall', "
        "'走楼梯。', 'Use the stairs.', '2024-07-01T00:00:00+08:00', '2025-02-01T00:00:00+08:00', '');"
        "INSERT INTO notice VALUES ('flood', 'emergency', '暴雨', 'Rain', '注意安全。', '', "
        "'2024-09-01T00:00:00+08:00', '2025-03-01T00:00:00+08:00', '');");
    return file;
}

void visit(const std::filesystem::path& catalog_file, bool is_fallback, unsigned seed) {
    auto library = kiosk::Library::open();
    REQUIRE(library);
    auto catalog = kiosk::open_catalog(catalog_file, {base::make_date(2024, 7, 15), true});
    REQUIRE(catalog);
    catalog->is_fallback = is_fallback;
    Session session{*library,
                    *catalog,
                    {.panel = panel_of(kGlasses[0]),
                     .idle = {},
                     .started_at = *base::parse_instant("2024-07-15"),
                     .time_given = true,
                     .speaks = true,
                     .scanning = kiosk::Scanning::one}};
    auto other = kiosk::open_catalog(other_file(), {base::make_date(2024, 7, 15), true});
    REQUIRE(other);
    Visitor visitor{session, {&*catalog, &*other}, seed};
    std::map<std::string, std::string> seen;  // what is wrong, and where first
    std::set<std::string> pages;
    const unsigned steps = number_from_environment("KIOSK_SESSION_FUZZ_STEPS", 3000);
    for (unsigned step = 0; step < steps; ++step) {
        const std::string did = visitor.act();
        (void)session.update(visitor.now());
        pages.insert(session.address().id());
        if (const std::string faults = faults_of(session, *library, visitor.now()); !faults.empty())
            seen.try_emplace(faults,
                             fmt::format("seed {} step {} ({}): {}", seed, step, did, where(session)));
        REQUIRE(session.update(visitor.now()) == Session::Change::none);
    }
    for (const auto& [faults, first] : seen) FAIL_CHECK(first << ": " << faults);
    CHECK(pages.size() > std::min(300u, steps / 60));  // it came around
}

}  // namespace

TEST_CASE("session: whatever a visitor does, the screen shows a whole page") {
    visit("", false, number_from_environment("KIOSK_SESSION_FUZZ_SEED", 20240314));
}

TEST_CASE("session: the same with the words that a broken content file is replaced by") {
    visit("", true, number_from_environment("KIOSK_SESSION_FUZZ_SEED", 5));
}

TEST_CASE("session: the same on the demonstration catalog, which has every state" *
          doctest::skip(std::getenv("KIOSK_DEMO_CATALOG") == nullptr)) {
    visit(std::getenv("KIOSK_DEMO_CATALOG"), false, number_from_environment("KIOSK_SESSION_FUZZ_SEED", 7));
}
