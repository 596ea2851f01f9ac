#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "kiosk/app/library.h"
#include "kiosk/app/states.h"
#include "kiosk/app/tour.h"

namespace {

using kiosk::Locale;
using kiosk::Panel;
using kiosk::Profile;

struct Options {
    std::string config, catalog, state, size, renderer = "auto", now;
    bool windowed = false;
    std::string tour, locale = "zh-CN", profile = "default";
    double panel_mm = 0;
    std::vector<std::string> only;
    bool no_pictures = false, states = false;
};

int fail(int code, const std::string& why) {
    fmt::print(stderr, "kiosk: {}\n", why);
    return code;
}

/// "1920x1080", each side 200 to 16384.
bool parse_size(const std::string& text, int& width, int& height) {
    char rest = 0;
    return std::sscanf(text.c_str(), "%5dx%5d%c", &width, &height, &rest) == 2 && width >= 200 && width <= 16384 && height >= 200 && height <= 16384;
}

/// A panel of `width_mm` across; where that is 0, of 32 inches from corner to corner.
Panel panel_of(int width, int height, double width_mm) {
    constexpr double kDefaultDiagonalMm = 32 * 25.4;
    const double mm = width_mm > 0 ? width_mm : kDefaultDiagonalMm * width / std::hypot(width, height);
    return {.width_px = width, .height_px = height, .mm_per_px = static_cast<float>(mm / width)};
}

void declare(CLI::App& app, Options& o) {
    app.set_version_flag("--version", KIOSK_VERSION);
    app.add_option("--catalog", o.catalog, "show this catalog instead of the one in the program");
    app.add_option("--state", o.state, "folder in which kiosk-sync keeps releases");
    app.add_option("--size", o.size, "size of the picture in pixels, WxH");
    app.add_option("--now", o.now, "date or time to take as now (ISO 8601); trusted");
    auto* tour = app.add_option("--tour", o.tour, "render every page to this folder, with no display");
    app.add_option("--panel-mm", o.panel_mm, "width of the panel in millimetres")->needs(tour)->check(CLI::Range(30.0, 20000.0));
    app.add_option("--locale", o.locale, "language of the tour")->needs(tour)->check(CLI::IsMember({"zh-CN", "en"}));
    app.add_option("--profile", o.profile, "visitor's choices of the tour")->needs(tour)->check(CLI::IsMember({"default", "large-type", "high-contrast", "low-reach"}));
    app.add_option("--only", o.only, "only this scene (repeatable): overview, topic/jobs, target/new-parks")->needs(tour);
    app.add_flag("--no-pictures", o.no_pictures, "write tour.json alone")->needs(tour);
    app.add_flag("--states", o.states, "print how every target stands, one JSON object a line");
    // live
}

int run_tour(const Options& o, kiosk::OpenCatalog& catalog, base::Instant now) {
    int width = 1920, height = 1080;
    if (!o.size.empty() && !parse_size(o.size, width, height)) return fail(2, fmt::format("--size {}: give it as WIDTHxHEIGHT, 200 to 16384 pixels each", o.size));
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const kiosk::TourOptions tour{.folder = o.tour,
                                  .panel = panel_of(width, height, o.panel_mm),
                                  .locale = o.locale == "en" ? Locale::en : Locale::zh,
                                  .profile = Profile{o.profile == "large-type", o.profile == "high-contrast", o.profile == "low-reach"},
                                  .now = now,
                                  .only = o.only,
                                  .pictures = !o.no_pictures};
    const auto done = kiosk::run_tour(*library, catalog, tour);
    return done ? 0 : fail(1, done.error().message);
}

int print_states(const kiosk::OpenCatalog& catalog) {
    const auto lines = kiosk::states_as_json(catalog);
    if (!lines) return fail(1, lines.error().message);
    fmt::print("{}", *lines);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Shows citizens what the city promised for the year and how far it is.", "kiosk"};
    Options o;
    declare(app, o);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    }
    base::Instant now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (!o.now.empty()) {
        const auto given = base::parse_instant(o.now);
        if (!given) return fail(2, fmt::format("--now {}: not a date or time such as 2024-12-31 or 2024-12-31T08:00:00+08:00", o.now));
        now = *given;
    }
    auto catalog = kiosk::open_catalog(o.catalog, kiosk::today_at(now, !o.now.empty(), nullptr));
    if (!catalog) return fail(1, catalog.error().message);
    if (auto judged = catalog->judge(kiosk::today_at(now, !o.now.empty(), &catalog->store.release())); !judged) return fail(1, judged.error().message);
    if (o.states) return print_states(*catalog);
    if (!o.tour.empty()) return run_tour(o, *catalog, now);
    return fail(1, "no display: use --tour DIR to render pictures");
}
