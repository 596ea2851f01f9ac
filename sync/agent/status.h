#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/agent/advice.h"
#include "sync/agent/agent.h"

namespace agent {

/// Why a pass failed, roughly: for counting over many screens.
enum class Failing { network, certificate, expired, refused, unsupported, disk, device };
inline constexpr std::array kFailingNames{"network",     "certificate", "expired", "refused",
                                          "unsupported", "disk",        "device"};
[[nodiscard]] Failing failing_of(const base::Error& error);

/// What was counted since the state folder was made; lost with agent/status.json.
struct Counters {
    std::int64_t starts = 0;                                    // of the agent as a service
    std::int64_t good = 0, failed = 0;                          // passes
    std::array<std::int64_t, kFailingNames.size()> failures{};  // by Failing

    Counters& operator+=(const Counters& more);
    friend bool operator==(const Counters&, const Counters&) = default;
};

/// How synchronising goes, for whoever looks after the device. Kept in agent/status.json, which may be lost:
/// what counts is read from the other files.
struct Status {
    struct Failure {
        base::Instant at;
        std::string message;  // what, where
        std::string advice;   // what to do
    };
    std::string source;                      // where the last pass asked
    std::optional<base::Instant> last_pass;  // by the wall clock, as all of these
    std::string last_outcome;                // of the last pass that succeeded, in words
    std::optional<Failure> last_failure;     // nothing: the last pass succeeded
    int failures_in_a_row = 0;
    std::optional<base::Instant> next_pass;  // nothing: nobody is running
    std::string image;                       // how the image of the device's root stands, in words
    std::string clock_note;                  // what is wrong with the device's clock; empty: nothing
    std::optional<Counters> counters;        // of a file: all; else what is not in the file yet
};

/// "2026.11.24 is current now (delta, 812 bytes)".
[[nodiscard]] std::string describe(const Outcome& outcome);

/// Takes in what a pass from `source` came to.
void note(Status& status, const base::Result<Outcome>& result, const transport::Source& source,
          const Clocks& clocks);

/// What is trusted of one top-level role, as it is stored.
struct TrustedRole {
    std::string name;  // "root", "timestamp", "snapshot", "targets"
    std::int64_t version = 0;
    base::Instant expires;
};
/// Those that can be read.
[[nodiscard]] std::vector<TrustedRole> read_trust(base::Files& files, const Device& device);

// agent/status.json, in which the versions of what is trusted and the machine's addresses stand as well, for
// the display, which sees no network. A damaged or missing one is an empty status.
[[nodiscard]] Status read_status(base::Files& files, const Device& device);
[[nodiscard]] base::Status write_status(base::Files& files, const Device& device, const Status& status);

/// What `status` prints, and what of it could not be read: the rest stands there all the same.
struct Report {
    std::string text;
    base::Status status;  // errors: io, corrupt, unsupported: of `current` or `contact`, naming the file
};

/// Where reports go, and how that fares.
struct Reporting {
    std::string address;       // without what it may hold of passwords; empty: nowhere
    std::int64_t waiting = 0;  // reports
    std::optional<base::Instant> taken;
    int failures_in_a_row = 0;
    std::string failure;
};

/// Everything about the device as one JSON object, indented, with a line end. `is_running`: an agent works on
/// the folder now.
[[nodiscard]] Report report_json(base::Files& files, const Device& device, bool is_running,
                                 const Reporting& telemetry = {});
/// The same for people, a line each.
[[nodiscard]] Report report_text(base::Files& files, const Device& device, bool is_running,
                                 const Reporting& telemetry = {});

}  // namespace agent
