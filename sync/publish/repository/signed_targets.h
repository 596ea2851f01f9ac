#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/repository.h"
#include "sync/publish/repository/timestamp.h"

// What every change of the targets ends with.

namespace publish {

/// Errors: not_found (no targets key here, saying where to go on); as of KeyFolder.
[[nodiscard]] base::Result<std::vector<const SigningKey*>> targets_signers(const Repository& repository,
                                                                           KeyFolder& keys);
/// Signs the object "targets" as the newest version, and answers with its number. Errors: as of
/// Repository::put_targets.
[[nodiscard]] base::Result<std::int64_t> put_signed_targets(Repository& repository,
                                                            const std::vector<const SigningKey*>& signers,
                                                            nlohmann::json targets, base::Instant now);
/// Leads clients to the newest targets. Nothing: the online key is not here. Errors: corrupt (clients would
/// be led to targets that are older than `version`); as of renew_timestamp.
[[nodiscard]] base::Result<std::optional<Renewed>> lead_to_targets(Repository& repository, KeyFolder& keys,
                                                                   base::Instant now, std::int64_t version);

}  // namespace publish
