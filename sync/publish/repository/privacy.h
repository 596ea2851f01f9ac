#pragma once

#include <filesystem>

#include "base/result.h"

// Who else may read a secret, or change what is trusted.

namespace publish {

/// Nobody else on this machine may read the file: a key or a passphrase. What is no plain file (a pipe that a
/// shell opened) is nobody else's. A file of another user's may be shared with a group, as whoever set it up
/// meant it. Errors: invalid, with the command that mends it; not_found; io.
[[nodiscard]] base::Status check_is_secret(const std::filesystem::path& file);

/// Nobody else may put files into the folder or replace those in it. Errors: as above.
[[nodiscard]] base::Status check_nobody_else_writes(const std::filesystem::path& folder);

/// Whether a file or folder lies in a repository, whatever links lead there. Errors: io.
[[nodiscard]] base::Result<bool> is_inside(const std::filesystem::path& path,
                                           const std::filesystem::path& repository);

/// No secret does: a repository is served to everybody. `what` begins the message. Errors: invalid; io.
[[nodiscard]] base::Status check_is_outside(const std::filesystem::path& secret,
                                            const std::filesystem::path& repository, const char* what);

/// Makes the folder and those above it, the last one for its owner alone; one that is there is left as it is.
/// Errors: io.
[[nodiscard]] base::Status make_private_folder(const std::filesystem::path& folder);

/// Where root made the folder: it belongs to whom the one above belongs to, so that a service can write in
/// its own. Errors: io.
[[nodiscard]] base::Status give_to_owner_above(const std::filesystem::path& folder);

}  // namespace publish
