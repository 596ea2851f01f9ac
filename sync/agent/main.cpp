#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "base/last_words.h"
#include "base/printable.h"
#include "base/settings.h"
#include "sync/agent/run.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

struct Options {
    std::string config, folder;
    bool json = false;
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
    if (once->parsed()) return report(agent::run_once(config));
    if (run->parsed()) return report(agent::run_for_ever(config));
    if (import->parsed()) return report(agent::run_import(config, options.folder));
    if (metrics->parsed()) return print(agent::metrics_of(config));
    (void)status;
    const agent::Report known = agent::report_of(config, options.json);
    const int printed = print(known.text);
    return printed != kDone ? printed : report(known.status);
}
