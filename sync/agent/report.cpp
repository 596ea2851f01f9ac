#include "sync/agent/report.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/boot.h"
#include "base/machine.h"
#include "base/printable.h"
#include "catalog/known_time.h"
#include "sync/agent/status.h"

namespace agent {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLongestStateFile = 16384;
/// The display says how it is once a minute.
constexpr std::int64_t kDisplayIsUpForS = 180;
/// A clock that is farther from the server's dates nothing.
constexpr std::int64_t kMostOffsetS = 300;

template <class T>
std::optional<T> read_state(base::Files& files, const fs::path& file,
                            base::Result<T> (*parse)(std::string_view)) {
    const auto text = files.read(file, kLongestStateFile);
    auto value = text ? parse(*text) : base::fail(text.error());
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

std::optional<std::int64_t> seconds_of(const std::optional<base::Instant>& instant) {
    return instant ? std::optional(instant->time_since_epoch().count()) : std::nullopt;
}

/// Nothing where that would be before it.
std::optional<std::int64_t> age_s(const std::optional<base::Instant>& of, base::Instant now) {
    if (!of || *of > now) return std::nullopt;
    return (now - *of).count();
}

catalog::Contact read_contact(base::Files& files, const Device& device) {
    return read_state(files, device.paths().contact(), catalog::parse_contact).value_or(catalog::Contact{});
}

void add_release(Samples& samples, base::Files& files, const Device& device) {
    const auto text = files.read(device.paths().current(), kLongestStateFile);
    const bool is_none_yet = !text && text.error().code == base::Errc::not_found;
    const auto parsed = text ? catalog::parse_current(*text) : base::fail(text.error());
    if (!parsed && !is_none_yet) return;
    const auto current = parsed.value_or(catalog::CurrentRelease{});
    samples.add("kiosk_releases_quarantined", static_cast<std::int64_t>(current.quarantined.size()));
    if (!current.current) return;
    samples.add("kiosk_release_info", 1,
                {{"sha256", current.current->sha256}, {"version", current.current->version}});
    samples.add("kiosk_release_since_timestamp_seconds", seconds_of(current.current->since));
}

void add_sync(Samples& samples, base::Files& files, const Device& device, const Config& config,
              const ReportMoment& moment) {
    for (const TrustedRole& role : read_trust(files, device)) {
        samples.add("kiosk_trust_version", role.version, {{"role", role.name}});
        samples.add("kiosk_trust_expiry_timestamp_seconds", seconds_of(role.expires), {{"role", role.name}});
    }
    const Status status = read_status(files, device);
    const catalog::Contact contact = read_contact(files, device);
    // What is written of contacts may be a quarter of an hour old; of passes it is not.
    auto age = age_s(contact.last_sync, catalog::KnownTime{}.after(contact.signed_at).effective(moment.wall));
    if (const auto pass = age_s(status.last_pass, moment.wall); age && pass && !status.last_failure)
        age = std::min(*age, *pass);
    samples.add("kiosk_sync_contact_age_seconds", age);
    if (!config.origins.empty())
        samples.add("kiosk_sync_interval_seconds", std::int64_t{config.interval.count()});
    if (!status.counters) return;
    const Counters& counted = *status.counters;
    samples.add("kiosk_agent_starts_total", counted.starts);
    samples.add("kiosk_sync_passes_total", counted.good, {{"outcome", "ok"}});
    samples.add("kiosk_sync_passes_total", counted.failed, {{"outcome", "failed"}});
    for (std::size_t i = 0; i < kFailingNames.size(); ++i)
        if (counted.failures[i] > 0)
            samples.add("kiosk_sync_failures_total", counted.failures[i], {{"reason", kFailingNames[i]}});
    samples.add("kiosk_sync_failures_in_a_row", status.failures_in_a_row);
}

/// Nobody needs it finer, and so it is stored better.
constexpr std::uint64_t kMemoryStep = 4 << 20, kDiskStep = 1 << 20;

std::uint64_t in_steps(std::uint64_t bytes, std::uint64_t step) { return bytes / step * step; }

void add_machine(Samples& samples, const Device& device, const ReportMoment& moment) {
    const base::MachineFacts machine = base::read_machine(moment.root);
    if (machine.uptime) samples.add("kiosk_uptime_seconds", std::int64_t{machine.uptime->count()});
    if (const auto room = base::read_disk_room(device.paths().root)) {
        samples.add("kiosk_disk_free_bytes", std::optional(in_steps(room->free, kDiskStep)));
        samples.add("kiosk_disk_size_bytes", std::optional(room->size));
    }
    if (machine.memory_available)
        samples.add("kiosk_memory_available_bytes",
                    std::optional(in_steps(*machine.memory_available, kMemoryStep)));
    samples.add("kiosk_memory_size_bytes", machine.memory_size);
    if (machine.temperature_c)
        samples.add("kiosk_temperature_celsius", std::int64_t{std::lround(*machine.temperature_c)});
    if (machine.panels) samples.add("kiosk_panels_connected", *machine.panels);
    if (machine.touch_devices) samples.add("kiosk_touch_devices", *machine.touch_devices);
}

/// What the display of this state folder last said in this start of the machine, wherever it could write.
std::optional<catalog::DisplayHealth> read_health(base::Files& files, const Device& device,
                                                  const ReportMoment& moment) {
    std::error_code ignored;
    const std::string folder = fs::weakly_canonical(device.paths().root, ignored).string();
    std::optional<catalog::DisplayHealth> newest;
    for (const fs::path& file : {moment.health_in_memory, device.paths().health()}) {
        auto health = read_state(files, file, catalog::parse_health);
        const bool is_ours = health && health->boot == moment.boot && health->at_s <= moment.now_s &&
                             health->state_folder == folder;
        if (is_ours && (!newest || newest->at_s < health->at_s)) newest = std::move(health);
    }
    return newest;
}

std::string_view shown_word(const catalog::DisplayHealth& health) {
    if (health.shown.empty()) return "nothing";
    return catalog::is_sha256(health.shown) ? "release" : std::string_view(health.shown);
}

void add_health(Samples& samples, const catalog::DisplayHealth& health, const ReportMoment& moment) {
    const std::string sha256 = catalog::is_sha256(health.shown) ? health.shown : "";
    samples.add("kiosk_display_shown_info", 1,
                {{"shown", shown_word(health)},
                 {"sha256", sha256},
                 {"version", health.version},
                 {"program", health.program}});
    samples.add("kiosk_display_frames_due_total", health.due);
    samples.add("kiosk_display_frames_drawn_total", health.drawn);
    if (health.drawn_s) samples.add("kiosk_display_frame_age_seconds", moment.now_s - *health.drawn_s);
    for (std::size_t i = 0; i < health.starts.size(); ++i)
        if (health.starts[i] > 0)
            samples.add("kiosk_display_starts_total", health.starts[i], {{"rung", catalog::kRungNames[i]}});
    for (std::size_t i = 0; i < health.ended.size(); ++i)
        if (health.ended[i] > 0)
            samples.add("kiosk_display_ended_total", health.ended[i], {{"result", catalog::kEndingNames[i]}});
    samples.add("kiosk_display_pages_left_out", health.left_out);
    samples.add("kiosk_display_hall_open", health.hall_open);
    if (health.panel_obeys) samples.add("kiosk_display_panel_obeys", *health.panel_obeys);
}

void add_display(Samples& samples, base::Files& files, const Device& device, const ReportMoment& moment) {
    const auto health = read_health(files, device, moment);
    const bool is_up = health && !health->shown.empty() && moment.now_s - health->at_s <= kDisplayIsUpForS;
    samples.add("kiosk_display_up", is_up);
    if (health) add_health(samples, *health, moment);
    const auto ladder = read_state(files, device.paths().ladder(), catalog::parse_ladder);
    if (!ladder) return;
    samples.add("kiosk_display_deaths_total", ladder->died);
    const bool is_of_now = ladder->boot == moment.boot;
    const auto avoided = std::count_if(ladder->avoided.begin(), ladder->avoided.end(), [&](const auto& one) {
        return is_of_now && moment.now_s < one.until_s;
    });
    samples.add("kiosk_display_avoided", std::int64_t{avoided});
}

void add_telemetry(Samples& samples, const Config& config, const ReportMoment& moment) {
    samples.add("kiosk_telemetry_interval_seconds", std::int64_t{config.telemetry_interval.count()});
    if (moment.queue) {
        samples.add("kiosk_telemetry_queue_reports", moment.queue->reports);
        samples.add("kiosk_telemetry_queue_bytes", std::optional(moment.queue->bytes));
    }
    if (!moment.state) return;
    samples.add("kiosk_telemetry_failures_in_a_row", moment.state->failures);
    for (std::size_t i = 0; i < catalog::kDroppedNames.size(); ++i)
        if (moment.state->dropped[i] > 0)
            samples.add("kiosk_telemetry_dropped_total", moment.state->dropped[i],
                        {{"reason", catalog::kDroppedNames[i]}});
}

bool is_trusted(base::Files& files, const Device& device, base::Instant wall) {
    return catalog::KnownTime{}.after(read_contact(files, device).signed_at).trusts(wall);
}

}  // namespace

ReportMoment report_moment() {
    ReportMoment moment;
    moment.wall = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    moment.boot = base::boot_id();
    moment.now_s = base::seconds_since_boot();
    return moment;
}

Samples make_report(base::Files& files, const Device& device, const Config& config,
                    const ReportMoment& moment) {
    Samples samples;
    samples.add("kiosk_build_info", 1, {{"version", KIOSK_VERSION}});
    add_release(samples, files, device);
    add_sync(samples, files, device, config, moment);
    samples.add("kiosk_clock_trusted", is_trusted(files, device, moment.wall));
    samples.add("kiosk_clock_offset_seconds", clock_offset_s(moment));
    add_machine(samples, device, moment);
    add_display(samples, files, device, moment);
    add_telemetry(samples, config, moment);
    return samples;
}

std::optional<std::int64_t> clock_offset_s(const ReportMoment& moment) {
    if (!moment.state || !moment.state->date || moment.state->boot != moment.boot) return std::nullopt;
    const std::int64_t since = moment.now_s - moment.state->at_s;
    return (moment.wall - *moment.state->date).count() - since;
}

bool can_date(base::Files& files, const Device& device, const ReportMoment& moment) {
    const auto offset = clock_offset_s(moment);
    return is_trusted(files, device, moment.wall) && (!offset || std::abs(*offset) <= kMostOffsetS);
}

}  // namespace agent
