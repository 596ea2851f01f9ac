#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

/// The whole file as bytes. Errors: not_found; io (no permission, a folder, a read error).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// Replaces `path` by `bytes` through a neighbouring temporary file, so that a reader sees the old
/// content or the new one, never a part. Errors: io; the old content then stands.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace base
