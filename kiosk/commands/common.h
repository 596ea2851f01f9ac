#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/event_loop.h"
#include "base/log.h"
#include "base/settings.h"
#include "base/signals.h"
#include "kiosk/app/library.h"
#include "kiosk/app/opening.h"
#include "kiosk/commands/options.h"
#include "kiosk/config.h"
#include "kiosk/platform/output.h"
#include "kiosk/platform/renderer.h"

/// What the program's commands have in common. Those that answer a code have said on stderr or in the log
/// why.
namespace kiosk::commands {

[[nodiscard]] const base::Log& program_log();
/// Says why, and answers `code`.
int fail(int code, const std::string& why);
/// The same for messages of several lines, one mistake a line.
int fail_with_lines(int code, const std::string& lines);
/// To standard output; 1 where that cannot be written to.
int print(const std::string& lines);
/// Of a setting that was read and turned out not to fit the panel: names the file as well.
int fail_at_settings(const Options& o, const base::Error& error);

/// Of a file, or the defaults where there is none. Errors: as base::Settings::read, and for settings that do
/// not go together: a key for two actions, two exceptions of one date.
[[nodiscard]] base::Result<base::Settings> read_settings(const std::string& file);

/// What to show: a file or the catalog in the program, unless there is a state folder to follow.
struct Source {
    std::string file, state;
};
/// The command line outranks the settings, and a catalog outranks a state folder.
[[nodiscard]] Source source_of(const Options& o, const Config& config);
/// What a look without a screen is at.
[[nodiscard]] base::Result<Content> open_content(const Source& source, const Moment& moment);

/// The loop, which SIGTERM and SIGINT end. Made before there are threads, so before the window.
struct Loop {
    std::unique_ptr<base::EventLoop> loop;
    base::Signals signals;
    base::EventLoop::Hook hook;

    /// Errors: io.
    [[nodiscard]] static base::Result<Loop> open();
};

/// The one that --renderer asks for.
[[nodiscard]] base::Result<std::unique_ptr<Renderer>> make_renderer(const Options& o);
/// A window or the whole screen. `name_key` is told of every key that is pressed.
[[nodiscard]] base::Result<std::unique_ptr<Output>> open_output(
    const Options& o, const base::Settings& settings, std::function<void()> on_server_gone,
    std::function<void(const std::string&)> name_key = {});

/// The option that sets the picture's pixels; empty: none does.
[[nodiscard]] std::string pixels_name(const Options& o);
/// Errors: as fit_panel. A panel that nobody has set and that is too small is told of.
[[nodiscard]] base::Result<Panel> panel_of(const Options& o, const Config& config, Library& library,
                                           PixelSize pixels, const std::optional<FoundPanel>& found);

}  // namespace kiosk::commands
