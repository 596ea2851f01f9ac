#pragma once

#include <filesystem>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/repository.h"

namespace publish {

enum class Pruning { remove, only_say };

/// Removes what docs/formats/repository.md says, and answers with the files, relative to the repository.
/// Files that this program does not write stay. Errors: as of Repository (nothing is removed when the current
/// release cannot be read); io.
[[nodiscard]] base::Result<std::vector<std::filesystem::path>> prune(Repository& repository, Pruning pruning,
                                                                     base::Instant now);

}  // namespace publish
