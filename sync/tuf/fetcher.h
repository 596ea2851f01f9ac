#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace tuf {

/// Where files come from: a server, a mirror, a stick. Nothing that it brings is trusted.
class Fetcher {
public:
    virtual ~Fetcher() = default;
    /// The file `name`, which is relative to the place of this fetcher and percent-encoded as in a URL
    /// ("a%20b/c"). Never brings more than `max_bytes`. Errors: not_found (only when the place says that it
    /// has no such file); network and io (no answer, a longer file, anything else).
    [[nodiscard]] virtual base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) = 0;
};

}  // namespace tuf
