#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

#include "base/last_words.h"
#include "base/printable.h"
#include "base/settings.h"
#include "sync/agent/install_image.h"
#include "sync/agent/run.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

struct Options {
    std::string config, folder;
    bool json = false;
    std::string running, efi, other, facts = "/run/kiosk-image";
};

/// On one line, whatever a server made us quote; a mistake in the settings is on a line each.
int failed(int code, std::string line, bool keep_lines = false) {
    if (!keep_lines) line = "kiosk-sync: " + base::printable_line(std::move(line));
    std::fprintf(stderr, "%s\n", line.c_str());
    return code;
}

int report(const base::Status& status) { return status ? kDone : failed(kFailed, status.error().message); }

int print(const std::string& text) {
    const bool written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? kDone : failed(kFailed, "standard output cannot be written to");
}

/// What is done with the two roots of a device image, by its root: deploy/image.
class ImageCommands {
public:
    ImageCommands(CLI::App& app, Options& options) : options_(options) {
        CLI::App* const image =
            app.add_subcommand("image", "on a device image, as root: look after its two roots");
        start_ = image->add_subcommand("start", "at each start: a trial that was in vain is over");
        confirm_ = image->add_subcommand("confirm", "the display has drawn: a trial has ended well");
        install_ = image->add_subcommand("install", "write what the agent has brought to the other root");
        image->require_subcommand(1);
        image->add_option("--running", options.running, "which root runs, a or b")
            ->required()
            ->check(CLI::IsMember({"a", "b"}));
        image->add_option("--efi", options.efi, "the partition EFI")->required();
        image->add_option("--other", options.other, "the partition of the root that does not run")
            ->required();
        image->add_option("--facts", options.facts, "a folder for what the agent may read");
    }
    /// The exit status; nothing when another command was given.
    [[nodiscard]] std::optional<int> run(const agent::Config& config) const {
        const agent::RootPlaces places{*image::slot_called(options_.running.empty() ? "a" : options_.running),
                                       options_.efi, options_.other, options_.facts};
        if (start_->parsed()) return said(agent::note_start(places));
        if (confirm_->parsed()) return said(agent::confirm_root(places));
        const auto wall = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        if (install_->parsed()) return said(agent::install_image(config, places, wall));
        return std::nullopt;
    }

private:
    static int said(const base::Result<std::string>& line) {
        return line ? print(*line + "\n") : failed(kFailed, line.error().message);
    }
    Options& options_;
    CLI::App *start_, *confirm_, *install_;
};

}  // namespace

BASE_SAY_OUT_OF_MEMORY("kiosk-sync")

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Keeps the content of one kiosk as its publisher signed it.", "kiosk-sync"};
    app.set_version_flag("--version", KIOSK_VERSION);
    const CLI::Option* const settings_file = app.add_option(
        "--config", options.config, "settings of this device; see docs/operating/synchronising.md");
    CLI::App* const once = app.add_subcommand("once", "ask the origin now, and take what is new");
    CLI::App* const run = app.add_subcommand("run", "do so for ever; SIGHUP: now, SIGTERM: end");
    CLI::App* const status = app.add_subcommand("status", "say what is current and how synchronising goes");
    status->add_flag("--json", options.json, "as one JSON object");
    CLI::App* const import =
        app.add_subcommand("import", "take what is new from a folder, such as a USB stick");
    import->add_option("DIR", options.folder, "the folder that holds metadata/ and targets/")->required();
    CLI::App* const metrics =
        app.add_subcommand("metrics", "print what is reported of this machine (Prometheus' text format)");
    const ImageCommands image{app, options};
    app.require_subcommand(1);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kWrongUsage;
    }
    if (options.config.empty() && settings_file->count() > 0)
        return failed(
            kWrongUsage,
            "--config is given with nothing behind it, perhaps a variable that is not set; leave it "
            "out, or name the file");
    const auto table = agent::config_settings();
    const auto settings = options.config.empty()
                              ? base::Settings{table}
                              : base::Settings::read(table, options.config, agent::foreign_tables());
    if (!settings) return failed(kWrongUsage, settings.error().message, true);
    const agent::Config config = agent::make_config(*settings);
    if (config.state_folder.empty())
        return failed(kFailed, "no state folder is set: give one as state.folder in the settings (--config)");
    if (const auto ended = image.run(config)) return *ended;
    if (once->parsed()) return report(agent::run_once(config));
    if (run->parsed()) return report(agent::run_for_ever(config));
    if (import->parsed()) return report(agent::run_import(config, options.folder));
    if (metrics->parsed()) return print(agent::metrics_of(config));
    (void)status;
    const agent::Report known = agent::report_of(config, options.json);
    const int printed = print(known.text);
    return printed != kDone ? printed : report(known.status);
}
