#include <fmt/format.h>

#include "kiosk/admin/pages.h"
#include "kiosk/admin/pin_prompt.h"
#include "kiosk/app/check_config.h"
#include "kiosk/app/fit.h"
#include "kiosk/app/say.h"
#include "kiosk/app/states.h"
#include "kiosk/app/tour.h"
#include "kiosk/commands/commands.h"
#include "kiosk/opening_hours.h"
#include "kiosk/platform/software_renderer.h"

namespace kiosk::commands {
namespace {

/// The tour's panel: --size is of the upright picture, --panel-mm is along its width.
Panel tour_panel(const Options& o, const Config& config, PixelSize upright) {
    Panel panel = measure_panel(config, turned_size(upright, config.rotation_deg), std::nullopt).panel;
    if (o.panel_mm > 0) panel.mm_per_px = static_cast<float>(o.panel_mm / upright.width);
    return panel;
}

/// What sets the sizes of the tour.
SetPanel set_tour_panel(const Options& o, const Config& config, PixelSize upright) {
    const Panel panel = tour_panel(o, config, upright);
    if (o.panel_mm <= 0)
        return set_panel(config, turned_size(upright, config.rotation_deg), panel, pixels_name(o));
    return {.panel = panel, .length = "--panel-mm", .length_px = upright.width, .pixels = pixels_name(o)};
}

/// As --locale, --profile and the settings have it.
Still still_of(const Options& o, const Config& config, const Content& content, const Panel& panel,
               base::Instant now) {
    return {.panel = panel,
            .language = o.locale.empty() ? content.catalog.languages.front() : words::find_language(o.locale),
            .profile = *parse_profile(o.profile),
            .now = now,
            .area = config.area,
            .web = config.web,
            .contact = content.contact,
            .hours = make_hours(config),
            .admin = &sample_admin_pages()};
}

}  // namespace

int run_tour(const Options& o, const Config& config, Content& content, base::Instant now) {
    const PixelSize size = size_of(o).value_or(PixelSize{1920, 1080});
    auto library = Library::open();
    if (!library) return fail(1, library.error().message);
    const auto panel = fit_panel(*library, set_tour_panel(o, config, size));
    if (!panel) return fail_at_settings(o, panel.error());
    const TourOptions tour{.folder = o.tour,
                           .still = still_of(o, config, content, *panel, now),
                           .only = o.only,
                           .pictures = !o.no_pictures,
                           .speech = o.speech};
    // With auto the pictures are the same on every machine.
    auto renderer = o.renderer == "gles2" ? make_renderer(o) : make_software_renderer();
    if (!renderer) return fail(1, renderer.error().message);
    const auto done = kiosk::run_tour(*library, content.catalog, tour, std::move(*renderer));
    return done ? 0 : fail(1, done.error().message);
}

int print_pin_line() {
    const auto line = read_pin_line();
    return line ? print(*line) : fail(line.error().code == base::Errc::invalid ? 2 : 1, line.error().message);
}

int print_states(const OpenCatalog& catalog) {
    const auto lines = states_as_json(catalog);
    return lines ? print(*lines) : fail(1, lines.error().message);
}

int print_spoken(const Options& o, const Config& config, Content& content, base::Instant now) {
    const PixelSize size = size_of(o).value_or(PixelSize{1920, 1080});
    auto library = Library::open();
    if (!library) return fail(1, library.error().message);
    const auto panel = fit_panel(*library, set_tour_panel(o, config, size));
    if (!panel) return fail_at_settings(o, panel.error());
    const auto said =
        say(*library, content.catalog, {.scene = o.say, .still = still_of(o, config, content, *panel, now)});
    if (!said) return fail(1, said.error().message);
    if (!o.wav.empty())
        if (const auto done = write_wav(*said, o.wav); !done) return fail(1, done.error().message);
    return print(json_lines(*said));
}

}  // namespace kiosk::commands
