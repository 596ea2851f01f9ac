#pragma once

#include <filesystem>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/publish/repository/key_folder.h"

namespace publish {

/// Makes a repository that a client can refresh right away and that holds no release yet: three root keys,
/// one for targets, one for snapshot and timestamp; version 1 of each file of metadata, 1.root.json last; and
/// beside the keys what they know of it. Errors: invalid (there is a repository, or the folder of keys holds
/// keys or lies in it); io; as of the passphrase.
[[nodiscard]] base::Status init_repository(const std::filesystem::path& folder, KeyFolder& keys,
                                           base::Instant now, base::Files& files);

}  // namespace publish
