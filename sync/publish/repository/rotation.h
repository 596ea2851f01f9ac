#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/repository.h"
#include "sync/publish/repository/root_review.h"

namespace publish {

/// Whose key is replaced. Snapshot and timestamp share theirs.
enum class RotatedRole { root, targets, online };

/// What was done and what is left to do: one line each.
using Steps = std::vector<std::string>;

/// Replaces a key by a new one; the old one may be lost. docs/decisions/0009 says why it goes in these steps:
/// a root key in one new root; another key in two, the first with the old key and the new one, under which
/// the role's files are signed anew, the second without the old one. Clients accept what is there at every
/// moment. Begins where an earlier call stopped. A root that too few root keys are here for waits in
/// "staged". `key_id`: which key of the role, by its first digits; without it the one that is not here, else
/// the oldest. `ask` is shown each root before it is signed. Errors: invalid (no such key; it is not clear
/// which; a root waits for signatures); as of publish_or_stage_root().
[[nodiscard]] base::Result<Steps> rotate_key(Repository& repository, KeyFolder& keys, RotatedRole role,
                                             const std::optional<std::string>& key_id, base::Instant now,
                                             const Ask& ask);

}  // namespace publish
