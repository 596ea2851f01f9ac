#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace agent {

/// The token by which a server knows this screen. It is in no message. Errors: not_found, io; invalid
/// (everybody can read the file; it holds no token of RFC 6750; `url` is plain http to another machine).
[[nodiscard]] base::Result<std::string> read_token(const std::filesystem::path& file, const std::string& url);

}  // namespace agent
