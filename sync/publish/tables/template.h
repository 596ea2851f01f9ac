#pragma once

#include <filesystem>

#include "base/result.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// Writes one CSV file per table into `folder`: comments that explain the columns, then the heading, both in
/// the language of `book`.
/// Errors: invalid (a file of that name is there; nothing is written then); io.
[[nodiscard]] base::Status write_templates(const std::filesystem::path& folder, const Phrasebook& book = {});

}  // namespace publish
