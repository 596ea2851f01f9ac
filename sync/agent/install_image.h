#pragma once

#include <filesystem>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "sync/agent/config.h"
#include "sync/image/roots.h"

namespace agent {

// What runs as root on a device image, at its start and when the agent has brought another root. Of what the
// agent wrote nothing is believed: it is verified again, from the root metadata that came with the device.

/// This disk's parts. Nobody has mounted the partitions.
struct RootPlaces {
    image::Slot running = image::Slot::a;
    std::filesystem::path efi;    // the partition with the sector of the roots
    std::filesystem::path other;  // the partition of the root that does not run
    std::filesystem::path facts;  // what the agent may read: docs/formats/roots.md
};

// Each answers with a line for the log. Errors: not_found, corrupt, io (of the sector).

/// At each start: a trial that did not end well is over.
[[nodiscard]] base::Result<std::string> note_start(const RootPlaces& places);
/// The display of the root that runs has drawn: a trial has ended well.
[[nodiscard]] base::Result<std::string> confirm_root(const RootPlaces& places);
/// Writes the image that lies in the state folder to the other root, whole, reads it back, and has it tried
/// at the next start. Errors: also invalid (a trial is not over); unverified, unsupported (it is not signed
/// for this screen); those of write_partition and check_partition. What runs is never touched. `wall` is what
/// the clock says.
[[nodiscard]] base::Result<std::string> install_image(const Config& config, const RootPlaces& places,
                                                      base::Instant wall);

}  // namespace agent
