#include "sync/agent/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "base/printable.h"
#include "base/utf8.h"

namespace agent {
namespace {

using Kind = Metric::Kind;

constexpr Metric kMetrics[] = {
    {.name = "kiosk_build_info",
     .kind = Kind::gauge,
     .labels = "version",
     .help = "The program of the agent.",
     .absent = "never"},
    {.name = "kiosk_uptime_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "Since the machine was started.",
     .absent = "the kernel does not say"},
    {.name = "kiosk_agent_starts_total",
     .kind = Kind::counter,
     .help = "Starts of the agent.",
     .absent = "agent/status.json is lost"},
    {.name = "kiosk_release_info",
     .kind = Kind::gauge,
     .labels = "sha256, version",
     .help = "The release that is current in the state folder, by the agent.",
     .absent = "there is none, or it cannot be read"},
    {.name = "kiosk_release_since_timestamp_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "When that release became current here.",
     .absent = "as above"},
    {.name = "kiosk_releases_quarantined",
     .kind = Kind::gauge,
     .help = "Releases that the display could not show.",
     .absent = "the file current cannot be read"},
    {.name = "kiosk_trust_version",
     .kind = Kind::gauge,
     .labels = "role",
     .help = "Version of the trusted metadata: root, targets, snapshot, timestamp.",
     .absent = "there is no such file, or it cannot be read"},
    {.name = "kiosk_trust_expiry_timestamp_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .labels = "role",
     .help = "When it expires.",
     .absent = "as above"},
    {.name = "kiosk_sync_contact_age_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "Since the origin last answered with metadata that are good.",
     .absent = "it never has, or the clock was set back"},
    {.name = "kiosk_sync_interval_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "Between two polls, as set.",
     .absent = "no origin is set"},
    {.name = "kiosk_sync_passes_total",
     .kind = Kind::counter,
     .labels = "outcome",
     .help = "Passes by what came of them: ok, failed.",
     .absent = "agent/status.json is lost"},
    {.name = "kiosk_sync_failures_total",
     .kind = Kind::counter,
     .labels = "reason",
     .help = "Passes that failed, by reason.",
     .absent = "none failed for that reason"},
    {.name = "kiosk_sync_failures_in_a_row",
     .kind = Kind::gauge,
     .help = "Passes that failed since the last one that did not.",
     .absent = "agent/status.json is lost"},
    {.name = "kiosk_clock_trusted",
     .kind = Kind::gauge,
     .help = "1: the clock is not behind what signatures prove; 0: it is.",
     .absent = "never"},
    {.name = "kiosk_clock_offset_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "The clock minus the Date of the telemetry server's last answer.",
     .absent = "it has not answered since the machine was started"},
    {.name = "kiosk_disk_free_bytes",
     .kind = Kind::gauge,
     .unit = "bytes",
     .help = "Of the state folder's disk, as far as the agent may write, in steps of 1 MiB.",
     .absent = "the disk does not say"},
    {.name = "kiosk_disk_size_bytes",
     .kind = Kind::gauge,
     .unit = "bytes",
     .help = "Of the state folder's disk.",
     .absent = "as above"},
    {.name = "kiosk_memory_available_bytes",
     .kind = Kind::gauge,
     .unit = "bytes",
     .help = "Memory that programs could still have, in steps of 4 MiB.",
     .absent = "the kernel does not say"},
    {.name = "kiosk_memory_size_bytes",
     .kind = Kind::gauge,
     .unit = "bytes",
     .help = "Memory of the machine.",
     .absent = "as above"},
    {.name = "kiosk_temperature_celsius",
     .kind = Kind::gauge,
     .unit = "°C",
     .help = "Of the hottest place that has a sensor, in whole degrees.",
     .absent = "there is no sensor"},
    {.name = "kiosk_panels_connected",
     .kind = Kind::gauge,
     .help = "Outputs of the graphics card that a panel hangs on.",
     .absent = "the kernel knows no output"},
    {.name = "kiosk_touch_devices",
     .kind = Kind::gauge,
     .help = "Touch panels that the kernel knows.",
     .absent = "the kernel does not say"},
    {.name = "kiosk_display_up",
     .kind = Kind::gauge,
     .help = "1: the display said within the last three minutes how it is; 0: it did not.",
     .absent = "never"},
    {.name = "kiosk_display_shown_info",
     .kind = Kind::gauge,
     .labels = "shown, sha256, version, program",
     .help = "What is on the glass: shown is release, program (the catalog in the program), plain or "
             "nothing; and by which program.",
     .absent = "the display has said nothing since the machine was started"},
    {.name = "kiosk_display_frames_due_total",
     .kind = Kind::counter,
     .help = "Of this start: full minutes, in each of which a picture was due.",
     .absent = "as above"},
    {.name = "kiosk_display_frames_drawn_total",
     .kind = Kind::counter,
     .help = "Of this start: those of them in which it stood on the glass.",
     .absent = "as above"},
    {.name = "kiosk_display_frame_age_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "Since the last such minute.",
     .absent = "there was none since the machine was started"},
    {.name = "kiosk_display_starts_total",
     .kind = Kind::counter,
     .labels = "rung",
     .help = "Of this start: starts of the display, by what it came up with.",
     .absent = "it did not come up so"},
    {.name = "kiosk_display_ended_total",
     .kind = Kind::counter,
     .labels = "result",
     .help = "Of this start: runs of the display that ended unasked, by systemd's word.",
     .absent = "none did so, or systemd does not run it"},
    {.name = "kiosk_display_deaths_total",
     .kind = Kind::counter,
     .help = "Deaths of the display while something stood on the glass.",
     .absent = "display/ladder cannot be read"},
    {.name = "kiosk_display_avoided",
     .kind = Kind::gauge,
     .help = "Releases that the display passes over at the moment because it died of them.",
     .absent = "as above"},
    {.name = "kiosk_display_pages_left_out",
     .kind = Kind::gauge,
     .help = "Pages of the round that cannot be built, of what is shown.",
     .absent = "the display has said nothing since the machine was started"},
    {.name = "kiosk_display_hall_open",
     .kind = Kind::gauge,
     .help = "1: by the hours the hall is open; 0: it is closed.",
     .absent = "as above"},
    {.name = "kiosk_display_panel_obeys",
     .kind = Kind::gauge,
     .help = "1: the panel could be switched when it was last told to; 0: it could not.",
     .absent = "it is never switched"},
    {.name = "kiosk_telemetry_interval_seconds",
     .kind = Kind::gauge,
     .unit = "s",
     .help = "Between two reports, as set.",
     .absent = "never"},
    {.name = "kiosk_telemetry_queue_reports",
     .kind = Kind::gauge,
     .help = "Reports that wait, without this one.",
     .absent = "the folder cannot be read"},
    {.name = "kiosk_telemetry_queue_bytes",
     .kind = Kind::gauge,
     .unit = "bytes",
     .help = "What they take on the disk.",
     .absent = "as above"},
    {.name = "kiosk_telemetry_failures_in_a_row",
     .kind = Kind::gauge,
     .help = "Attempts that failed since the last report was taken.",
     .absent = "agent/telemetry/state is lost"},
    {.name = "kiosk_telemetry_dropped_total",
     .kind = Kind::counter,
     .labels = "reason",
     .help = "Reports that were given up, by reason.",
     .absent = "none was for that reason"},
};

std::size_t place_of(std::string_view name) {
    const auto found = std::find_if(std::begin(kMetrics), std::end(kMetrics),
                                    [&](const Metric& metric) { return metric.name == name; });
    assert(found != std::end(kMetrics));
    return static_cast<std::size_t>(found - std::begin(kMetrics));
}

/// A label's value, as the format wants it. Some come from files that others write: what is no UTF-8 would
/// have the server refuse all of the report.
std::string escaped(std::string_view value) {
    constexpr std::size_t kLongest = 128;
    std::string text;
    const std::string line = base::printable_line(std::string(value));
    for (std::string_view rest = line; !rest.empty() && text.size() < kLongest;) {
        const std::size_t length = base::utf8_length(rest);
        if (rest.front() == '\\' || rest.front() == '"') text += '\\';
        text += length > 0 ? rest.substr(0, length) : "?";
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }

void Samples::add(std::string_view name, std::optional<std::int64_t> value, Labels labels) {
    if (value) put(name, labels, std::to_string(*value));
}

void Samples::add(std::string_view name, std::optional<double> value, Labels labels) {
    if (value) put(name, labels, fmt::format("{}", *value));
}

void Samples::put(std::string_view name, Labels labels, const std::string& value) {
    std::string text{name};
    for (const auto& [label, word] : labels)
        text += fmt::format("{}{}=\"{}\"", text.size() == name.size() ? "{" : ",", label, escaped(word));
    samples_.push_back({place_of(name), text + (labels.size() > 0 ? "} " : " ") + value});
}

std::string Samples::text(std::optional<std::int64_t> at_ms, bool with_help) const {
    const std::string moment = at_ms ? fmt::format(" {}", *at_ms) : "";
    std::string text;
    for (std::size_t metric = 0; metric < std::size(kMetrics); ++metric) {
        bool is_first = true;
        for (const Sample& sample : samples_) {
            if (sample.metric != metric) continue;
            if (with_help && std::exchange(is_first, false))
                text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", kMetrics[metric].name,
                                    kMetrics[metric].help,
                                    kMetrics[metric].kind == Kind::counter ? "counter" : "gauge");
            text += sample.text + moment + "\n";
        }
    }
    return text;
}

std::string Samples::wire(std::optional<std::int64_t> at_ms) const { return text(at_ms, false); }
std::string Samples::exposition(std::optional<std::int64_t> at_ms) const { return text(at_ms, true); }

}  // namespace agent
