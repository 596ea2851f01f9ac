#pragma once

#include <filesystem>
#include <optional>

#include "base/date.h"
#include "base/result.h"

namespace publish {

/// To the whole second below. Nothing when there is no such file.
[[nodiscard]] std::optional<base::Instant> modification_time(const std::filesystem::path& file);

/// Waits until it is on the disk. Errors: io.
[[nodiscard]] base::Status set_modification_time(const std::filesystem::path& file, base::Instant time);

}  // namespace publish
