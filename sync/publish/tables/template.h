#pragma once

#include <filesystem>

#include "base/result.h"

namespace publish {

/// Writes one CSV file per table into `folder`: comments that explain the columns, then the heading.
/// Errors: invalid (a file of that name is there; nothing is written then); io.
[[nodiscard]] base::Status write_templates(const std::filesystem::path& folder);

}  // namespace publish
