#include "kiosk/app/live.h"

#include <cmath>
#include <cstdlib>

#include "base/boot.h"
#include "kiosk/admin/desk.h"
#include "kiosk/app/check_config.h"
#include "kiosk/app/fit.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/plain.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/commands/commands.h"
#include "kiosk/opening_hours.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/platform/sound.h"
#include "kiosk/speech/speaker.h"

namespace kiosk::commands {
namespace {

/// The one asked for, or software with a complaint: the screen has to stay lit.
std::unique_ptr<Renderer> make_any_renderer(const Options& o) {
    auto renderer = make_renderer(o);
    if (renderer) return std::move(*renderer);
    program_log().error(renderer.error().message + "; drawing in software");
    return make_software_renderer();
}

/// Until what is better is no longer avoided.
void show_last_rung(base::EventLoop& loop, Library& library, Compositor& compositor,
                    const std::function<Panel(PixelSize)>& panel_for, Ladder& ladder,
                    const base::Notify& manager, Health& health) {
    using catalog::DisplayLadder;
    constexpr std::chrono::seconds kAtLeast{60};
    const std::chrono::seconds length{ladder.avoided_for_s(DisplayLadder::kProgram)};
    ladder.show(DisplayLadder::kPlain);
    health.begin(catalog::Rung::plain, std::string(DisplayLadder::kPlain), "");
    show_plain(loop, library, compositor, panel_for, {ladder.state().place, ladder.state().hotline},
               std::max(length, kAtLeast), manager, &health);
    ladder.end();
    health.end();
}

SessionSettings session_of(const Config& config, const Panel& panel, const Moment& moment,
                           const OpenCatalog& catalog, bool speaks) {
    return {.panel = panel,
            .language = words::find_language(config.default_language.value_or("")),
            .dwell = config.dwell,
            .idle = {.before_asking = config.ask_after, .before_leaving = config.leave_after},
            .started_at = moment.in(catalog.store.release().zone),
            .time_given = moment.given,
            .area = config.area,
            .web = config.web,
            .reduced_motion = config.reduced_motion,
            .orbits = config.orbit,
            .speaks = speaks,
            .hears_jacks = speaks && config.headphones,
            .emergency_volume = config.emergency_volume,
            .scanning = config.scanning == "one"   ? Scanning::one
                        : config.scanning == "two" ? Scanning::two
                                                   : Scanning::off,
            .scan_step = std::chrono::milliseconds{std::lround(1000 * config.scan_s)},
            .hours = make_hours(config),
            .show_closed = config.show_closed};
}

/// Where systemd has us write what is of this start of the machine; empty: nowhere.
std::filesystem::path runtime_folder() {
    const char* const folder = std::getenv("RUNTIME_DIRECTORY");
    return folder != nullptr ? folder : "";
}

/// By what it comes up.
void begin_health(Health& health, StateFolder& state, const OpenCatalog& catalog) {
    const bool is_release = !catalog.sha256.empty();
    health.begin(state.rung_of(catalog),
                 is_release ? catalog.sha256 : std::string(catalog::DisplayLadder::kProgram),
                 catalog.store.release().version);
}

/// Of the root that the agent trusts where its settings say nothing else; empty: there is none.
std::string fingerprint_of_root() {
    base::Disk disk;
    return hash_of_release(disk, "/etc/kiosk/root.json").value_or("");
}

}  // namespace

int run_live(const Options& o, const base::Settings& of_file, const Source& source, const Moment& moment) {
    auto library = Library::open();
    if (!library) return fail(1, library.error().message);
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    base::Disk disk{source.state};
    AdminDesk desk{{.files = disk,
                    .state_folder = source.state,
                    .settings = of_file,
                    .program = KIOSK_VERSION,
                    .boot = base::boot_id(),
                    .now_s = base::seconds_since_boot,
                    .on_checked = [&loop] { (*loop).loop->wake(); },
                    .log = program_log(),
                    .root_fingerprint = fingerprint_of_root}};
    const base::Settings settings = desk.settings();
    Config config = make_config(settings);
    std::optional<StateFolder> state;
    std::optional<Ladder> ladder;
    std::optional<Health> health;
    const auto end_in_good_order = [&] {
        if (state) state->excuse();
        if (ladder) ladder->end();
        if (health) health->end();
    };
    const auto output = open_output(o, settings, end_in_good_order);  // no fault of what is shown
    if (!output) return fail(1, output.error().message);
    auto panel = panel_of(o, config, *library, (*output)->size(), (*output)->stated_size());
    const auto width_of_file = make_config(of_file).panel_width_mm;
    if (!panel && config.panel_width_mm != width_of_file) {  // what is set on the screen must not darken it
        program_log().error(panel.error().message + "; set on the screen, and left out");
        config.panel_width_mm = width_of_file;
        panel = panel_of(o, config, *library, (*output)->size(), (*output)->stated_size());
    }
    if (!panel) return fail_at_settings(o, panel.error());
    std::optional<GlyphCache> glyphs;
    if (const auto file = glyph_cache_file(source.state); !file.empty())
        glyphs.emplace(file, disk, library->fonts, program_log());
    if (!source.state.empty()) {
        state.emplace(source.state, disk, program_log());
        state->heed(ladder.emplace(catalog::StatePaths{source.state}, disk, program_log()));
        health.emplace(catalog::StatePaths{source.state}, runtime_folder(), disk, KIOSK_VERSION,
                       program_log());
    }
    auto catalog = state ? state->open_first(moment) : open_or_embedded(source.file, moment, program_log());
    const auto panel_for = [&](PixelSize pixels) {  // another mode, or another panel
        return bounded(*library, measure_panel(config, pixels, (*output)->stated_size()).panel);
    };
    const base::Notify manager = base::Notify::from_environment();
    Compositor compositor{**output, config.rotation_deg};
    if (!catalog && !ladder) return fail(1, catalog.error().message);
    if (!catalog) {
        program_log().error(catalog.error().message + "; showing a page without a catalog");
        show_last_rung(*loop->loop, *library, compositor, panel_for, *ladder, manager, *health);
        return 0;
    }
    if (health) begin_health(*health, *state, *catalog);
    std::optional<Speaker> speaker;
    const bool speaks = config.speech && has_voice();
    if (speaks || (config.speech && config.emergency_volume > 0))
        speaker.emplace(open_voice, make_device_sound(),
                        [](const std::string& why) { program_log().warning(why); });
    SessionSettings session = session_of(config, *panel, moment, *catalog, speaks);
    if (state) session.contact = state->contact();
    const Supervision supervision{manager, [&] { return (*output)->answers(); }};
    kiosk::run_live(*loop->loop,
                    {.library = *library,
                     .compositor = compositor,
                     .panel_for = panel_for,
                     .state = state ? &*state : nullptr,
                     .ladder = ladder ? &*ladder : nullptr,
                     .health = health ? &*health : nullptr,
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

}  // namespace kiosk::commands
