#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/agent/advice.h"
#include "sync/agent/agent.h"

namespace agent {

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
};

/// "2026.11.24 is current now (delta, 812 bytes)".
[[nodiscard]] std::string describe(const Outcome& outcome);

/// Takes in what a pass from `source` came to.
void note(Status& status, const base::Result<Outcome>& result, const transport::Source& source,
          const Clocks& clocks);

// agent/status.json, in which the versions of what is trusted and the machine's addresses stand as well, for
// the display, which sees no network. A damaged or missing one is an empty status.
[[nodiscard]] Status read_status(base::Files& files, const Device& device);
[[nodiscard]] base::Status write_status(base::Files& files, const Device& device, const Status& status);

/// What `status` prints, and what of it could not be read: the rest stands there all the same.
struct Report {
    std::string text;
    base::Status status;  // errors: io, corrupt, unsupported: of `current` or `contact`, naming the file
};

/// Everything about the device as one JSON object, indented, with a line end. `is_running`: an agent works on
/// the folder now.
[[nodiscard]] Report report_json(base::Files& files, const Device& device, bool is_running);
/// The same for people, a line each.
[[nodiscard]] Report report_text(base::Files& files, const Device& device, bool is_running);

}  // namespace agent
