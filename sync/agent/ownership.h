#pragma once

#include <cstdint>

#include "base/files.h"
#include "base/result.h"
#include "catalog/device_state.h"

namespace agent {

/// Whether everything in the state folder that is trusted is `user`'s and nobody else may write to it; the
/// display's two parts may be another user's, but not everybody's. Links are left to those who open them.
/// `user`: number of the one whom this runs as. Errors: io, with the command that mends it (reason
/// not_ours); io of the disk.
[[nodiscard]] base::Status check_ownership(base::Files& files, const catalog::StatePaths& paths,
                                           std::uint32_t user);

}  // namespace agent
