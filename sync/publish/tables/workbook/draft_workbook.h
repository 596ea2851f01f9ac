#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"
#include "sync/publish/tables/beginning.h"

namespace publish {

/// Writes a workbook with a sheet for each draft: headings in the language of `book`, each with its help as a
/// comment, drop-down lists for the words of an enumeration, the heading frozen, every cell a text, so that
/// no spreadsheet program changes a number or a day that is typed. Errors: io.
[[nodiscard]] base::Status write_workbook(const std::filesystem::path& file, std::span<const Draft> drafts,
                                          const Phrasebook& book);

}  // namespace publish
