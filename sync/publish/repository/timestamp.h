#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/repository.h"

namespace publish {

/// What clients are led to from now on.
struct Renewed {
    std::int64_t timestamp_version = 0, snapshot_version = 0, targets_version = 0;
    std::vector<std::string> notes;  // what the operator should know: one line each
};

enum class NewSnapshot { when_needed, always };

/// Signs timestamp.json anew, and before it a snapshot when newer targets wait, or when the present one has
/// lived half its life. Clients see the old state or the new one. Errors: not_found (the online key is not on
/// this machine); invalid (the clock went back); as of Repository and KeyFolder.
[[nodiscard]] base::Result<Renewed> renew_timestamp(Repository& repository, KeyFolder& keys,
                                                    base::Instant now,
                                                    NewSnapshot snapshot = NewSnapshot::when_needed);

/// Whether a key of timestamp and one of snapshot are on this machine.
[[nodiscard]] bool can_renew(const Repository& repository, const KeyFolder& keys);

}  // namespace publish
