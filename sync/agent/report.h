#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/files.h"
#include "catalog/device_state.h"
#include "sync/agent/config.h"
#include "sync/agent/device.h"
#include "sync/agent/metrics.h"
#include "sync/agent/report_queue.h"

namespace agent {

/// What a report is made from beside the state folder. All of it is of one moment.
struct ReportMoment {
    base::Instant wall;                            // what the clock says
    std::string boot;                              // which start of the machine it is
    std::int64_t now_s = 0;                        // and how long ago that was
    std::optional<QueueFacts> queue;               // of the reports that wait
    std::optional<catalog::TelemetryState> state;  // of the telemetry
    std::filesystem::path root = "/";              // of the machine
    std::filesystem::path health_in_memory = catalog::kHealthInMemory;
};

/// Now, with nothing about reports.
[[nodiscard]] ReportMoment report_moment();

/// Everything that is reported: of the machine alone, and only what could be measured. Reads small files.
[[nodiscard]] Samples make_report(base::Files& files, const Device& device, const Config& config,
                                  const ReportMoment& moment);

/// The wall clock minus what the telemetry server said, as far as that is known in this start of the machine.
[[nodiscard]] std::optional<std::int64_t> clock_offset_s(const ReportMoment& moment);
/// Whether the clock may date a report.
[[nodiscard]] bool can_date(base::Files& files, const Device& device, const ReportMoment& moment);

}  // namespace agent
