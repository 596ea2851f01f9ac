#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "base/boot.h"
#include "base/last_words.h"
#include "base/log.h"
#include "base/signals.h"
#include "kiosk/admin/desk.h"
#include "kiosk/admin/pin_prompt.h"
#include "kiosk/app/bench.h"
#include "kiosk/app/check_config.h"
#include "kiosk/app/fit.h"
#include "kiosk/app/library.h"
#include "kiosk/app/live.h"
#include "kiosk/app/monkey.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/plain.h"
#include "kiosk/app/say.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/app/states.h"
#include "kiosk/app/tour.h"
#include "kiosk/keys.h"
#include "kiosk/opening_hours.h"
#include "kiosk/options.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/renderer_choice.h"
#include "kiosk/platform/sdl_output.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/platform/sound.h"
#include "kiosk/speech/speaker.h"

namespace {

using kiosk::Config;
using kiosk::Moment;
using kiosk::Options;
using kiosk::Panel;
using kiosk::Profile;

const base::Log& program_log() {
    static const base::Log log{base::program_log("kiosk")};
    return log;
}

int fail(int code, const std::string& why) {
    program_log().error(why);
    return code;
}

/// Error messages of several lines are one mistake a line.
int fail_with_lines(int code, const std::string& lines) {
    std::fputs((lines + "\n").c_str(), stderr);  // fmt::print throws where stderr is closed
    return code;
}

/// The tour's panel: --size is of the upright picture, --panel-mm is along its width.
Panel tour_panel(const Options& o, const Config& config, kiosk::PixelSize upright) {
    Panel panel =
        kiosk::measure_panel(config, kiosk::turned_size(upright, config.rotation_deg), std::nullopt).panel;
    if (o.panel_mm > 0) panel.mm_per_px = static_cast<float>(o.panel_mm / upright.width);
    return panel;
}

base::Result<std::unique_ptr<kiosk::Renderer>> make_renderer(const Options& o) {
    using Kind = kiosk::RendererKind;
    return kiosk::make_renderer(o.renderer == "gles2"      ? Kind::gles2
                                : o.renderer == "software" ? Kind::software
                                                           : Kind::automatic,
                                program_log());
}

/// Of a setting that was read and turned out not to fit the panel: names the file as well.
int fail_at_settings(const Options& o, const base::Error& error) {
    const std::string& file = o.check_config.empty() ? o.config : o.check_config;
    const bool is_of_file = !file.empty() && error.message.starts_with("display.");
    return fail(2, (is_of_file ? file + ": " : "") + error.message);
}

std::string pixels_name(const Options& o) { return o.size.empty() ? "" : "--size " + o.size; }

/// What sets the sizes of the tour.
kiosk::SetPanel set_tour_panel(const Options& o, const Config& config, kiosk::PixelSize upright) {
    const Panel panel = tour_panel(o, config, upright);
    if (o.panel_mm <= 0)
        return kiosk::set_panel(config, kiosk::turned_size(upright, config.rotation_deg), panel,
                                pixels_name(o));
    return {.panel = panel, .length = "--panel-mm", .length_px = upright.width, .pixels = pixels_name(o)};
}

/// As --locale, --profile and the settings have it.
kiosk::Still still_of(const Options& o, const Config& config, const kiosk::Content& content,
                      const kiosk::Panel& panel, base::Instant now) {
    return {.panel = panel,
            .language = o.locale.empty() ? content.catalog.languages.front() : words::find_language(o.locale),
            .profile = *kiosk::parse_profile(o.profile),
            .now = now,
            .area = config.area,
            .web = config.web,
            .contact = content.contact,
            .hours = kiosk::make_hours(config),
            .admin = &kiosk::sample_admin_pages()};
}

int run_tour(const Options& o, const Config& config, kiosk::Content& content, base::Instant now) {
    const kiosk::PixelSize size = kiosk::size_of(o).value_or(kiosk::PixelSize{1920, 1080});
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const auto panel = kiosk::fit_panel(*library, set_tour_panel(o, config, size));
    if (!panel) return fail_at_settings(o, panel.error());
    const kiosk::TourOptions tour{.folder = o.tour,
                                  .still = still_of(o, config, content, *panel, now),
                                  .only = o.only,
                                  .pictures = !o.no_pictures,
                                  .speech = o.speech};
    // With auto the pictures are the same on every machine.
    auto renderer = o.renderer == "gles2" ? make_renderer(o) : kiosk::make_software_renderer();
    if (!renderer) return fail(1, renderer.error().message);
    const auto done = kiosk::run_tour(*library, content.catalog, tour, std::move(*renderer));
    return done ? 0 : fail(1, done.error().message);
}

int print(const std::string& lines) {
    const bool written = std::fputs(lines.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? 0 : fail(1, fmt::format("writing to standard output: {}", std::strerror(errno)));
}

int print_pin_line() {
    const auto line = kiosk::read_pin_line();
    return line ? print(*line) : fail(line.error().code == base::Errc::invalid ? 2 : 1, line.error().message);
}

int print_states(const kiosk::OpenCatalog& catalog) {
    const auto lines = kiosk::states_as_json(catalog);
    return lines ? print(*lines) : fail(1, lines.error().message);
}

int print_spoken(const Options& o, const Config& config, kiosk::Content& content, base::Instant now) {
    const kiosk::PixelSize size = kiosk::size_of(o).value_or(kiosk::PixelSize{1920, 1080});
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const auto panel = kiosk::fit_panel(*library, set_tour_panel(o, config, size));
    if (!panel) return fail_at_settings(o, panel.error());
    const auto said = kiosk::say(*library, content.catalog,
                                 {.scene = o.say, .still = still_of(o, config, content, *panel, now)});
    if (!said) return fail(1, said.error().message);
    if (!o.wav.empty())
        if (const auto done = kiosk::write_wav(*said, o.wav); !done) return fail(1, done.error().message);
    return print(kiosk::json_lines(*said));
}

/// Of settings that do not go together as well: a key for two actions, two exceptions of one date.
base::Result<base::Settings> read_settings(const std::string& file) {
    const auto table = kiosk::config_settings();
    auto settings =
        file.empty() ? base::Settings{table} : base::Settings::read(table, file, kiosk::foreign_tables());
    if (!settings) return settings;
    if (const auto keys = kiosk::make_keys(*settings); !keys) return base::fail(keys.error());
    if (const auto hours = kiosk::check_hours(*settings); !hours) return base::fail(hours.error());
    return settings;
}

/// The loop, which SIGTERM and SIGINT end. Made before there are threads, so before the window.
struct Loop {
    std::unique_ptr<base::EventLoop> loop;
    base::Signals signals;
    base::EventLoop::Hook hook;

    /// Errors: io.
    static base::Result<Loop> open() {
        auto loop = base::EventLoop::open();
        if (!loop) return base::fail(loop.error());
        auto signals = base::Signals::block({SIGTERM, SIGINT});
        if (!signals) return base::fail(signals.error());
        auto hook = (*loop)->watch(signals->descriptor(), [&ends = **loop] { ends.end(); });
        if (!hook) return base::fail(hook.error());
        return Loop{std::move(*loop), std::move(*signals), std::move(*hook)};
    }
};

base::Result<std::unique_ptr<kiosk::Output>> open_output(
    const Options& o, const base::Settings& settings, std::function<void()> on_server_gone,
    std::function<void(const std::string&)> name_key = {}) {
    const Config config = kiosk::make_config(settings);
    const auto size = kiosk::size_of(o);
    return kiosk::open_sdl_output(
        {.windowed = o.windowed || config.windowed,
         .size = size ? std::optional{kiosk::turned_size(*size, config.rotation_deg)} : std::nullopt,
         .rotation_deg = config.rotation_deg,
         .title = "Minsheng Kiosk",
         .keys = *kiosk::make_keys(settings),
         .name_key = std::move(name_key),
         .on_server_gone = std::move(on_server_gone),
         .log = program_log()});
}

/// Errors: as kiosk::fit_panel. A panel that nobody has set and that is too small is told of.
base::Result<Panel> panel_of(const Options& o, const Config& config, kiosk::Library& library,
                             kiosk::PixelSize pixels, const std::optional<kiosk::FoundPanel>& found) {
    const Panel panel = kiosk::measure_panel(config, pixels, found).panel;
    auto fitted = kiosk::fit_panel(library, kiosk::set_panel(config, pixels, panel, pixels_name(o)));
    if (fitted && fitted->viewing_distance_mm < panel.viewing_distance_mm)
        program_log().warning(
            fmt::format("the panel is too small for letters that are read from {:.0f} mm; they are as "
                        "for {:.0f} mm",
                        panel.viewing_distance_mm, fitted->viewing_distance_mm));
    return fitted;
}

/// Names what the settings lead to and is not as it should be, a line each.
int complain_of_files(const Config& config) {
    const auto faults = kiosk::faults_of_files(config);
    for (const std::string& fault : faults) program_log().error(fault);
    return faults.empty() ? 0 : 1;
}

/// What to show: a file or the catalog in the program, unless there is a state folder to follow.
struct Source {
    std::string file, state;
};

/// The command line outranks the settings, and a catalog outranks a state folder.
Source source_of(const Options& o, const Config& config) {
    if (!o.catalog.empty()) return {o.catalog, ""};
    if (!o.state.empty()) return {"", o.state};
    if (!config.catalog_file.empty()) return {config.catalog_file, ""};
    return {"", config.state_folder};
}

/// What a look without a screen is at.
base::Result<kiosk::Content> open_content(const Source& source, const Moment& moment) {
    if (!source.state.empty()) return kiosk::open_current(source.state, moment);
    auto catalog = kiosk::open_judged(source.file, moment, std::nullopt);
    if (!catalog) return base::fail(catalog.error());
    return kiosk::Content{std::move(*catalog)};
}

/// In the zone of what would be shown.
std::string hours_lines(const Options& o, const Config& config, const Moment& moment) {
    const auto content = open_content(source_of(o, config), moment);
    const base::TimeZone zone = content ? content->catalog.store.release().zone : base::TimeZone();
    return kiosk::describe_hours(kiosk::make_hours(config), moment.in(zone), zone);
}

int check_config(const Options& o, const Moment& moment) {
    const auto settings = read_settings(o.check_config);
    if (!settings) return fail_with_lines(2, settings.error().message);
    const Config config = kiosk::make_config(*settings);
    const int code = complain_of_files(config);
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    const auto output = open_output(o, *settings, {}, [](const std::string& key) {
        print(fmt::format("key                          {}\n", key));
    });
    const kiosk::PixelSize pixels = output ? (*output)->size() : kiosk::PixelSize{1920, 1080};
    const auto found = output ? (*output)->stated_size() : kiosk::find_panel_size();
    if (const int failed =
            print(kiosk::describe_config(*settings, pixels, found) + hours_lines(o, config, moment)))
        return failed;
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const auto panel = panel_of(o, config, *library, pixels, found);
    if (!panel) return fail_at_settings(o, panel.error());
    if (!output) return fail(code, "no display, so no bar to measure; sizes are for 1920x1080 pixels");
    kiosk::Compositor compositor{**output, config.rotation_deg};
    kiosk::show_ruler(*loop->loop, *library, kiosk::measure_panel(config, pixels, found).panel, compositor);
    return code;
}

/// The one asked for, or software with a complaint: the screen has to stay lit.
std::unique_ptr<kiosk::Renderer> make_any_renderer(const Options& o) {
    auto renderer = make_renderer(o);
    if (renderer) return std::move(*renderer);
    program_log().error(renderer.error().message + "; drawing in software");
    return kiosk::make_software_renderer();
}

/// Until what is better is no longer avoided.
void show_last_rung(base::EventLoop& loop, kiosk::Library& library, kiosk::Compositor& compositor,
                    const std::function<Panel(kiosk::PixelSize)>& panel_for, kiosk::Ladder& ladder,
                    const base::Notify& manager) {
    using catalog::DisplayLadder;
    constexpr std::chrono::seconds kAtLeast{60};
    const std::chrono::seconds length{ladder.avoided_for_s(DisplayLadder::kProgram)};
    ladder.show(DisplayLadder::kPlain);
    kiosk::show_plain(loop, library, compositor, panel_for, {ladder.state().place, ladder.state().hotline},
                      std::max(length, kAtLeast), manager);
    ladder.end();
}

kiosk::PanelSwitch panel_switch_of(const Config& config) {
    using Way = kiosk::PanelSwitch::Way;
    return {config.panel_off == "dpms"      ? Way::dpms
            : config.panel_off == "command" ? Way::command
                                            : Way::none,
            config.off_command, config.on_command};
}

/// Of the root that the agent trusts where its settings say nothing else; empty: there is none.
std::string fingerprint_of_root() {
    base::Disk disk;
    return kiosk::hash_of_release(disk, "/etc/kiosk/root.json").value_or("");
}

int run_live(const Options& o, const base::Settings& of_file, const Source& source, const Moment& moment) {
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    base::Disk disk{source.state};
    kiosk::AdminDesk desk{{.files = disk,
                           .state_folder = source.state,
                           .settings = of_file,
                           .program = KIOSK_VERSION,
                           .boot = base::boot_id(),
                           .now_s = base::seconds_since_boot,
                           .on_checked = [&loop] { (*loop).loop->wake(); },
                           .log = program_log(),
                           .root_fingerprint = fingerprint_of_root}};
    const base::Settings settings = desk.settings();
    Config config = kiosk::make_config(settings);
    std::optional<kiosk::StateFolder> state;
    std::optional<kiosk::Ladder> ladder;
    const auto end_in_good_order = [&] {
        if (state) state->excuse();
        if (ladder) ladder->end();
    };
    const auto output = open_output(o, settings, end_in_good_order);  // no fault of what is shown
    if (!output) return fail(1, output.error().message);
    auto panel = panel_of(o, config, *library, (*output)->size(), (*output)->stated_size());
    const auto width_of_file = kiosk::make_config(of_file).panel_width_mm;
    if (!panel && config.panel_width_mm != width_of_file) {  // what is set on the screen must not darken it
        program_log().error(panel.error().message + "; set on the screen, and left out");
        config.panel_width_mm = width_of_file;
        panel = panel_of(o, config, *library, (*output)->size(), (*output)->stated_size());
    }
    if (!panel) return fail_at_settings(o, panel.error());
    std::optional<kiosk::GlyphCache> glyphs;
    if (const auto file = kiosk::glyph_cache_file(source.state); !file.empty())
        glyphs.emplace(file, disk, library->fonts, program_log());
    if (!source.state.empty()) {
        state.emplace(source.state, disk, program_log());
        state->heed(ladder.emplace(catalog::StatePaths{source.state}, disk, program_log()));
    }
    auto catalog =
        state ? state->open_first(moment) : kiosk::open_or_embedded(source.file, moment, program_log());
    const auto panel_for = [&](kiosk::PixelSize pixels) {  // another mode, or another panel
        return kiosk::bounded(*library, kiosk::measure_panel(config, pixels, (*output)->stated_size()).panel);
    };
    const base::Notify manager = base::Notify::from_environment();
    kiosk::Compositor compositor{**output, config.rotation_deg};
    if (!catalog && !ladder) return fail(1, catalog.error().message);
    if (!catalog) {
        program_log().error(catalog.error().message + "; showing a page without a catalog");
        show_last_rung(*loop->loop, *library, compositor, panel_for, *ladder, manager);
        return 0;
    }
    std::optional<kiosk::Speaker> speaker;
    const bool speaks = config.speech && kiosk::has_voice();
    if (speaks || (config.speech && config.emergency_volume > 0))
        speaker.emplace(kiosk::open_voice, kiosk::make_device_sound(),
                        [](const std::string& why) { program_log().warning(why); });
    const kiosk::SessionSettings session{
        .panel = *panel,
        .language = words::find_language(config.default_language.value_or("")),
        .dwell = config.dwell,
        .idle = {.before_asking = config.ask_after, .before_leaving = config.leave_after},
        .started_at = moment.in(catalog->store.release().zone),
        .time_given = moment.given,
        .area = config.area,
        .contact = state ? std::optional(state->contact()) : std::nullopt,
        .web = config.web,
        .reduced_motion = config.reduced_motion,
        .orbits = config.orbit,
        .speaks = speaks,
        .hears_jacks = speaks && config.headphones,
        .emergency_volume = config.emergency_volume,
        .scanning = config.scanning == "one"   ? kiosk::Scanning::one
                    : config.scanning == "two" ? kiosk::Scanning::two
                                               : kiosk::Scanning::off,
        .scan_step = std::chrono::milliseconds{std::lround(1000 * config.scan_s)},
        .hours = kiosk::make_hours(config),
        .show_closed = config.show_closed};
    const kiosk::Supervision supervision{manager, [&] { return (*output)->answers(); }};
    kiosk::run_live(*loop->loop,
                    {.library = *library,
                     .compositor = compositor,
                     .panel_for = panel_for,
                     .state = state ? &*state : nullptr,
                     .ladder = ladder ? &*ladder : nullptr,
                     .glyphs = glyphs ? &*glyphs : nullptr,
                     .desk = &desk,
                     .speaker = speaker ? &*speaker : nullptr,
                     .supervision = &supervision,
                     .log = program_log(),
                     .panel_switch = panel_switch_of(config)},
                    std::move(*catalog), session, make_any_renderer(o));
    end_in_good_order();
    return 0;
}

base::Result<std::unique_ptr<kiosk::Output>> open_measured_output(kiosk::PixelSize size) {
    auto output = kiosk::open_sdl_output({.size = size, .title = "Minsheng Kiosk"});
    if (output || output.error().code != base::Errc::not_found) return output;
    return std::make_unique<kiosk::MemoryOutput>(size);
}

/// Measures on the display, or where there is none in memory.
int run_bench(const Options& o, const Config& config, kiosk::Content content, const Moment& moment,
              std::chrono::steady_clock::time_point started) {
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const kiosk::PixelSize size = kiosk::size_of(o).value_or(kiosk::PixelSize{1920, 1080});
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    auto output = open_measured_output(kiosk::turned_size(size, config.rotation_deg));
    if (!output) return fail(1, output.error().message);
    kiosk::Compositor compositor{**output, config.rotation_deg};
    const kiosk::SessionSettings session{
        .panel =
            kiosk::bounded(*library, kiosk::measure_panel(config, (*output)->size(), std::nullopt).panel),
        .language = words::find_language(config.default_language.value_or("")),
        .started_at = moment.in(content.catalog.store.release().zone),
        .time_given = moment.given,
        .reduced_motion = config.reduced_motion};
    const auto figures = kiosk::run_bench(
        *loop->loop, *library, std::move(content.catalog), session, compositor,
        {std::chrono::seconds{o.bench_s}, o.scene, started, [&] { return make_renderer(o); }, o.json});
    return figures ? print(*figures) : fail(1, figures.error().message);
}

int run_monkey(const Options& o, const Config& config, kiosk::Content content, const Moment& moment) {
    auto library = kiosk::Library::open();
    if (!library) return fail(1, library.error().message);
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    const kiosk::PixelSize size = kiosk::size_of(o).value_or(kiosk::PixelSize{1920, 1080});
    const kiosk::SessionSettings session{
        .panel = kiosk::bounded(*library, kiosk::measure_panel(config, size, std::nullopt).panel),
        .dwell = config.dwell,
        .started_at = moment.in(content.catalog.store.release().zone),
        .time_given = moment.given};
    const auto done = kiosk::run_monkey(*loop->loop, *library, std::move(content.catalog), session,
                                        {.acts = o.monkey, .seed = o.seed, .size = size});
    return done ? print(*done) : fail(1, done.error().message);
}

int run(int argc, char** argv) {
    base::outlive_readers();
    const auto started = std::chrono::steady_clock::now();
    CLI::App app{"Shows citizens what the city promised for the year and how far it is.", "kiosk"};
    Options o;
    kiosk::declare(app, o);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    }
    if (const std::string wrong = kiosk::wrong_option(app, o); !wrong.empty()) return fail(2, wrong);
    const Moment moment{base::parse_instant(o.now).value_or(
                            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())),
                        !o.now.empty(), o.now};
    if (!o.check_config.empty()) return check_config(o, moment);
    if (o.hash_pin) return print_pin_line();
    const auto settings = read_settings(o.config);
    if (!settings) return fail_with_lines(2, settings.error().message);
    const Config config = kiosk::make_config(*settings);
    const Source source = source_of(o, config);
    if (!o.states && o.say.empty() && o.tour.empty() && o.bench_s == 0 && o.monkey == 0)
        return run_live(o, *settings, source, moment);
    auto content = open_content(source, moment);
    if (!content) return fail(1, content.error().message);
    if (o.states) return print_states(content->catalog);
    if (!o.say.empty())
        return print_spoken(o, config, *content, moment.in(content->catalog.store.release().zone));
    if (o.monkey > 0) return run_monkey(o, config, std::move(*content), moment);
    if (o.bench_s > 0) return run_bench(o, config, std::move(*content), moment, started);
    return run_tour(o, config, *content, moment.in(content->catalog.store.release().zone));
}

}  // namespace

BASE_SAY_OUT_OF_MEMORY("kiosk")

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {  // whoever started it starts it again
        std::fputs("kiosk: out of memory\n", stderr);
        return 1;
    } catch (const std::exception& error) {
        return fail(1, error.what());
    }
}
