#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/release_plan.h"
#include "sync/publish/repository/timestamp.h"

namespace publish {

struct Released {
    std::int64_t targets_version = 0;
    std::uint64_t whole_bytes = 0;           // of catalog.db.zst; 0: nothing was compressed
    std::vector<std::uint64_t> delta_bytes;  // from the release before, then from older ones
    std::optional<Renewed> renewed;          // nothing: a snapshot and a timestamp are still to be signed
    std::vector<std::string> notes;          // what the editor should know: one line each
};

/// Does what the plan says: target files first, then targets, snapshot and timestamp, so that clients see the
/// old release or the new one at every moment; after an interruption the same call completes it. Without the
/// online key it ends with the targets. Errors: invalid (the plan's objections); not_found (no targets key
/// here); as of Repository and KeyFolder.
[[nodiscard]] base::Result<Released> release(Repository& repository, KeyFolder& keys,
                                             const ReleaseRequest& request, const ReleasePlan& plan,
                                             base::Instant now);

}  // namespace publish
