#pragma once

#include <string>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/repository.h"

namespace publish {

/// What is asked of a repository: what did a screen say of a target when that release stood on it?
struct ProofRequest {
    std::string release;  // sha256 of its catalog, or the first digits
    std::string target;   // an id, or the number on its page
    std::string at;       // date or time, in the release's zone; empty: `now`
};

/// Which signed file names the release, that the kept file is whole and is that release, and the screen's
/// words. Errors: not_found (no such release or target, or its file was removed); invalid; unverified and
/// corrupt (the file is not what was signed); io.
[[nodiscard]] base::Result<std::string> prove(const Repository& repository, const ProofRequest& request,
                                              base::Instant now);

}  // namespace publish
