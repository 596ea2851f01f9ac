#pragma once

#include <filesystem>

#include "base/result.h"
#include "sync/agent/agent.h"
#include "sync/agent/status.h"

namespace agent {

// What the program does, one function a command. `wall` is the system's clock in all of them. Each takes the
// lock of the state folder. Errors: those of Agent; invalid (another agent works on the folder; no origin).

/// One pass at once, without spreading. Prints what came of it.
[[nodiscard]] base::Status run_once(const Config& config);

/// One pass from a folder that holds the same files as an origin, a USB stick for example. Works beside a
/// running agent, between two of its passes.
[[nodiscard]] base::Status run_import(const Config& config, const std::filesystem::path& folder);

/// Passes for ever: the first after a random part of the interval, sooner on SIGHUP. SIGTERM and SIGINT end
/// it within a second, which is no error. Failures are printed and tried again. A service without an origin
/// does nothing until then.
[[nodiscard]] base::Status run_for_ever(const Config& config);

/// What would be reported of the device now, in Prometheus' text format with the meaning of each name. What
/// only a running agent knows of its queue is as it last wrote it.
[[nodiscard]] std::string metrics_of(const Config& config);

/// What is known of the device, without changing anything. Errors: see Report.
[[nodiscard]] Report report_of(const Config& config, bool as_json);

}  // namespace agent
