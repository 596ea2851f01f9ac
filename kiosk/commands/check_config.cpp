#include "kiosk/app/check_config.h"

#include <fmt/format.h>

#include "kiosk/commands/commands.h"
#include "kiosk/opening_hours.h"

namespace kiosk::commands {
namespace {

/// Names what the settings lead to and is not as it should be, a line each.
int complain_of_files(const Config& config) {
    const auto faults = faults_of_files(config);
    for (const std::string& fault : faults) program_log().error(fault);
    return faults.empty() ? 0 : 1;
}

/// In the zone of what would be shown.
std::string hours_lines(const Options& o, const Config& config, const Moment& moment) {
    const auto content = open_content(source_of(o, config), moment);
    const base::TimeZone zone = content ? content->catalog.store.release().zone : base::TimeZone();
    return describe_hours(make_hours(config), moment.in(zone), zone);
}

}  // namespace

int check_config(const Options& o, const Moment& moment) {
    const auto settings = read_settings(o.check_config);
    if (!settings) return fail_with_lines(2, settings.error().message);
    const Config config = make_config(*settings);
    const int code = complain_of_files(config);
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    const auto output = open_output(o, *settings, {}, [](const std::string& key) {
        print(fmt::format("key                          {}\n", key));
    });
    const PixelSize pixels = output ? (*output)->size() : PixelSize{1920, 1080};
    const auto found = output ? (*output)->stated_size() : find_panel_size();
    if (const int failed = print(describe_config(*settings, pixels, found) + hours_lines(o, config, moment)))
        return failed;
    auto library = Library::open();
    if (!library) return fail(1, library.error().message);
    const auto panel = panel_of(o, config, *library, pixels, found);
    if (!panel) return fail_at_settings(o, panel.error());
    if (!output) return fail(code, "no display, so no bar to measure; sizes are for 1920x1080 pixels");
    Compositor compositor{**output, config.rotation_deg};
    const auto panel_for = [&](PixelSize size) {  // another mode while it stands there
        return measure_panel(config, size, (*output)->stated_size()).panel;
    };
    show_ruler(*loop->loop, *library, panel_for, compositor);
    return code;
}

}  // namespace kiosk::commands
