#include "kiosk/app/monkey.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include "base/boot.h"
#include "base/embedded.h"
#include "kiosk/admin/desk.h"
#include "kiosk/admin/pin.h"
#include "kiosk/app/fit.h"
#include "kiosk/app/live.h"
#include "kiosk/app/page_faults.h"
#include "kiosk/app/release_hash.h"
#include "kiosk/config.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/schedule/corner_touches.h"

namespace kiosk {
namespace {

using base::EventLoop;
using namespace std::chrono_literals;

/// Knows nothing, but has seen somebody type this.
constexpr const char* kPin = "123456";
constexpr unsigned long kCheapestHash = 1;

constexpr PixelSize kSizes[] = {{1920, 1080}, {1080, 1920}, {1024, 600}, {600, 1024}, {1366, 768}};

/// A state folder for a while, with a release that can become current.
class Releases {
public:
    static base::Result<std::unique_ptr<Releases>> make() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kiosk-monkey-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            return base::fail(base::Errc::io, pattern + ": cannot be made, for the releases of --monkey");
        std::unique_ptr<Releases> made{new Releases{pattern}};
        if (auto written = made->write(); !written) return base::fail(written.error());
        return made;
    }
    Releases(const Releases&) = delete;
    Releases& operator=(const Releases&) = delete;
    ~Releases() {
        std::error_code ignored;
        std::filesystem::remove_all(paths_.root, ignored);
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return paths_.root; }
    [[nodiscard]] base::Files& disk() { return disk_; }
    /// The release, one that is not there, or none.
    void switch_to(unsigned which) {
        catalog::CurrentRelease current;
        const std::string nowhere(64, '0');
        if (which != 0) current.current = {which == 1 ? sha256_ : nowhere, "1", {}};
        (void)base::replace_file(disk_, paths_.current(), catalog::format_current(current));
    }

private:
    explicit Releases(const std::filesystem::path& folder) : paths_(folder), disk_(folder) {}
    base::Status write() {
        const auto bytes = base::find_embedded_file("catalog.db");
        if (!bytes) return base::fail(base::Errc::not_found, "catalog.db is not linked in");
        const auto file = paths_.releases() / "made.db";
        std::filesystem::create_directories(paths_.releases());
        if (auto done = base::write_file(file, std::string(*bytes)); !done) return done;
        auto hash = hash_of_release(disk_, file);
        if (!hash) return base::fail(hash.error());
        sha256_ = *hash;
        return disk_.rename(file, paths_.release(sha256_));
    }

    const catalog::StatePaths paths_;
    base::Disk disk_;
    std::string sha256_;
};

class Monkey : public EventLoop::Part {
public:
    Monkey(EventLoop& loop, MemoryOutput& output, Releases& releases, Library& library,
           const MonkeyOptions& options)
        : loop_(loop),
          output_(output),
          releases_(releases),
          library_(library),
          options_(options),
          random_(options.seed) {}

    [[nodiscard]] EventLoop::Time next_due() override { return due_; }
    void act() override {
        if (!faults_.empty() || done_ >= options_.acts) return loop_.end();
        ++done_;
        last_ = do_one();
        due_ = base::BootClock::now() + pause();
    }
    /// The page as it is on the glass.
    void look(const Session& session) {
        ++frames_;
        areas_ = session.page().touch;
        pages_.insert(session.address().id());
        std::string faults = page_faults(session, library_);
        const bool may_be_blank =
            session.address().id().starts_with("admin/panel");  // one colour, for dead pixels
        if (is_blank() && !may_be_blank) faults += "nothing is on the glass\n";
        if (!faults.empty() && faults_.empty())
            faults_ = fmt::format("seed {}, act {} ({}), {} at {}x{}: {}", options_.seed, done_, last_,
                                  session.address().id(), output_.size().width, output_.size().height,
                                  faults.substr(0, faults.find('\n')));
    }
    [[nodiscard]] const std::string& faults() const { return faults_; }
    [[nodiscard]] std::string report() const {
        return fmt::format("seed {}: {} acts, {} frames, {} pages, no fault\n", options_.seed, done_, frames_,
                           pages_.size());
    }

private:
    /// Mostly hasty; now and then it looks at the page, as who reads before touching.
    [[nodiscard]] std::chrono::milliseconds pause() {
        return std::chrono::milliseconds{random_() % 4 == 0 ? 550 : random_() % 40};
    }
    std::string do_one() {
        const auto dice = random_() % 100;
        if (dice < 55) return touch_an_area();
        if (dice < 63) return touch(any_pixel(), any_pixel(), "here and there");
        if (dice < 90) return press_key();
        if (dice < 94) return resize();
        if (dice < 97) return come_in();
        releases_.switch_to(static_cast<unsigned>(random_() % 3));
        return "another release";
    }
    std::string touch_an_area() {
        if (areas_.empty()) return touch(any_pixel(), any_pixel(), "the page");
        const TouchArea& area = areas_[random_() % areas_.size()];
        const Point center = area.rect.center();
        const Pixel at{static_cast<int>(center.x), static_cast<int>(center.y)};
        return touch(at, at, area.id);
    }
    std::string touch(Pixel down, Pixel up, const std::string& what) {
        output_.push({.kind = InputEvent::Kind::down, .at = down});
        const auto end = random_() % 20 == 0 ? InputEvent::Kind::lost : InputEvent::Kind::up;
        output_.push({.kind = end, .at = random_() % 30 == 0 ? kOutside : up});
        return "touch " + what;
    }
    std::string press_key() {
        const auto key = static_cast<Key>(random_() % (static_cast<unsigned>(Key::digit_9) + 1));
        output_.push({.kind = InputEvent::Kind::key, .key = key});
        return "key";
    }
    /// As whoever looks after the screen does.
    std::string come_in() {
        for (int i = 0; i < kCornerTouches; ++i) (void)touch({3, 3}, {3, 3}, "");
        for (const char* digit = kPin; *digit != '\0'; ++digit)
            output_.push({.kind = InputEvent::Kind::key,
                          .key = static_cast<Key>(static_cast<int>(Key::digit_0) + (*digit - '0'))});
        output_.push({.kind = InputEvent::Kind::key, .key = Key::activate});
        return "the way in for who looks after the screen";
    }
    std::string resize() {
        const PixelSize size = kSizes[random_() % std::size(kSizes)];
        output_.resize(size);
        return fmt::format("resize to {}x{}", size.width, size.height);
    }
    Pixel any_pixel() {
        const PixelSize size = output_.size();
        return {static_cast<int>(random_() % static_cast<unsigned>(size.width)),
                static_cast<int>(random_() % static_cast<unsigned>(size.height))};
    }
    [[nodiscard]] bool is_blank() const {
        const auto& pixels = output_.picture().pixels;
        return std::all_of(pixels.begin(), pixels.end(),
                           [&](std::uint32_t pixel) { return pixel == pixels[0]; });
    }

    EventLoop& loop_;
    MemoryOutput& output_;
    Releases& releases_;
    Library& library_;
    const MonkeyOptions options_;
    std::mt19937 random_;
    EventLoop::Time due_ = EventLoop::kNow;
    std::vector<TouchArea> areas_;
    std::set<std::string> pages_;
    int done_ = 0;
    std::uint64_t frames_ = 0;
    std::string last_, faults_;
};

}  // namespace

base::Result<std::string> run_monkey(EventLoop& loop, Library& library, OpenCatalog catalog,
                                     const SessionSettings& settings, const MonkeyOptions& options) {
    auto releases = Releases::make();
    if (!releases) return base::fail(releases.error());
    StateFolder state{(*releases)->folder(), (*releases)->disk(), {}};
    MemoryOutput output{options.size};
    Compositor compositor{output};
    const auto hash = hash_pin(kPin, kCheapestHash);
    if (!hash) return base::fail(hash.error());
    const auto with_pin = base::Settings::parse(
        config_settings(), fmt::format("[admin]\npin_hash = \"{}\"\n", *hash), "--monkey");
    if (!with_pin) return base::fail(with_pin.error());
    AdminDesk desk{{.files = (*releases)->disk(),
                    .state_folder = (*releases)->folder(),
                    .settings = *with_pin,
                    .program = "monkey",
                    .boot = base::boot_id(),
                    .now_s = base::seconds_since_boot,
                    .on_checked = [&loop] { loop.wake(); }}};
    Monkey monkey{loop, output, **releases, library, options};
    const auto hook = loop.add(monkey);
    const auto panel_for = [&](PixelSize size) {
        const float mm = settings.panel.mm_per_px *
                         static_cast<float>(settings.panel.width_px + settings.panel.height_px) /
                         static_cast<float>(size.width + size.height);
        return bounded(library, {.width_px = size.width, .height_px = size.height, .mm_per_px = mm});
    };
    run_live(loop,
             {.library = library,
              .compositor = compositor,
              .panel_for = panel_for,
              .state = &state,
              .desk = &desk,
              .on_frame = [&](const Session& session) { monkey.look(session); }},
             std::move(catalog), settings, make_software_renderer());
    if (!monkey.faults().empty()) return base::fail(base::Errc::invalid, monkey.faults());
    return monkey.report();
}

}  // namespace kiosk
