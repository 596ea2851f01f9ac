#pragma once

#include <filesystem>

#include "base/result.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// Writes one CSV file per table into `folder`: comments that explain the columns, then the heading, both in
/// the language of `book`.
/// Errors: invalid (a file of that name is there; nothing is written then); io.
[[nodiscard]] base::Status write_templates(const std::filesystem::path& folder, const Phrasebook& book = {});

/// The same as one workbook, "catalog.xlsx", with headings and explanations in the language of `book`, and a
/// row in each sheet that shows how it is filled in. Errors: as of write_templates().
[[nodiscard]] base::Status write_workbook_template(const std::filesystem::path& folder,
                                                   const Phrasebook& book);

}  // namespace publish
