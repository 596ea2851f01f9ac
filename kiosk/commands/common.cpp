#include "kiosk/commands/common.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "kiosk/app/check_config.h"
#include "kiosk/app/fit.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/keys.h"
#include "kiosk/opening_hours.h"
#include "kiosk/platform/renderer_choice.h"
#include "kiosk/platform/sdl_output.h"

namespace kiosk::commands {

const base::Log& program_log() {
    static const base::Log log{base::program_log("kiosk")};
    return log;
}

int fail(int code, const std::string& why) {
    program_log().error(why);
    return code;
}

int fail_with_lines(int code, const std::string& lines) {
    std::fputs((lines + "\n").c_str(), stderr);  // fmt::print throws where stderr is closed
    return code;
}

int print(const std::string& lines) {
    const bool written = std::fputs(lines.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? 0 : fail(1, fmt::format("writing to standard output: {}", std::strerror(errno)));
}

int fail_at_settings(const Options& o, const base::Error& error) {
    const std::string& file = o.check_config.empty() ? o.config : o.check_config;
    const bool is_of_file = !file.empty() && error.message.starts_with("display.");
    return fail(2, (is_of_file ? file + ": " : "") + error.message);
}

std::string pixels_name(const Options& o) { return o.size.empty() ? "" : "--size " + o.size; }

base::Result<base::Settings> read_settings(const std::string& file) {
    const auto table = config_settings();
    auto settings =
        file.empty() ? base::Settings{table} : base::Settings::read(table, file, foreign_tables());
    if (!settings) return settings;
    if (const auto keys = make_keys(*settings); !keys) return base::fail(keys.error());
    if (const auto hours = check_hours(*settings); !hours) return base::fail(hours.error());
    return settings;
}

base::Result<std::unique_ptr<Renderer>> make_renderer(const Options& o) {
    using Kind = RendererKind;
    return kiosk::make_renderer(o.renderer == "gles2"      ? Kind::gles2
                                : o.renderer == "software" ? Kind::software
                                                           : Kind::automatic,
                                program_log());
}

base::Result<Loop> Loop::open() {
    auto loop = base::EventLoop::open();
    if (!loop) return base::fail(loop.error());
    auto signals = base::Signals::block({SIGTERM, SIGINT});
    if (!signals) return base::fail(signals.error());
    auto hook = (*loop)->watch(signals->descriptor(), [&ends = **loop] { ends.end(); });
    if (!hook) return base::fail(hook.error());
    return Loop{std::move(*loop), std::move(*signals), std::move(*hook)};
}

base::Result<std::unique_ptr<Output>> open_output(const Options& o, const base::Settings& settings,
                                                  std::function<void()> on_server_gone,
                                                  std::function<void(const std::string&)> name_key) {
    const Config config = make_config(settings);
    const auto size = size_of(o);
    return open_sdl_output(
        {.windowed = o.windowed || config.windowed,
         .size = size ? std::optional{turned_size(*size, config.rotation_deg)} : std::nullopt,
         .rotation_deg = config.rotation_deg,
         .title = "Minsheng Kiosk",
         .keys = *make_keys(settings),
         .name_key = std::move(name_key),
         .on_server_gone = std::move(on_server_gone),
         .log = program_log()});
}

base::Result<Panel> panel_of(const Options& o, const Config& config, Library& library, PixelSize pixels,
                             const std::optional<FoundPanel>& found) {
    const Panel panel = measure_panel(config, pixels, found).panel;
    auto fitted = fit_panel(library, set_panel(config, pixels, panel, pixels_name(o)));
    if (fitted && fitted->viewing_distance_mm < panel.viewing_distance_mm)
        program_log().warning(
            fmt::format("the panel is too small for letters that are read from {:.0f} mm; they are as "
                        "for {:.0f} mm",
                        panel.viewing_distance_mm, fitted->viewing_distance_mm));
    return fitted;
}

Source source_of(const Options& o, const Config& config) {
    if (!o.catalog.empty()) return {o.catalog, ""};
    if (!o.state.empty()) return {"", o.state};
    if (!config.catalog_file.empty()) return {config.catalog_file, ""};
    return {"", config.state_folder};
}

base::Result<Content> open_content(const Source& source, const Moment& moment) {
    if (!source.state.empty()) return open_current(source.state, moment);
    auto catalog = open_judged(source.file, moment, std::nullopt);
    if (!catalog) return base::fail(catalog.error());
    return Content{std::move(*catalog)};
}

}  // namespace kiosk::commands
