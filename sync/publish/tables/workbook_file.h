#pragma once

#include <filesystem>

#include "base/result.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// Whether each table begins with a row that shows how it is filled in; read_sheets() skips it.
enum class Examples { none, one_each };

/// Writes a folder as a workbook, a sheet for each table and each document's text whose source's id can name
/// one (31 bytes at most); the others want their .txt beside it. Headings, words and explanations are in the
/// language of `book`. read_sheets() reads the same folder from it. Errors: io; invalid (a text is too long).
[[nodiscard]] base::Status write_workbook(const Folder& folder, const std::filesystem::path& file,
                                          const Phrasebook& book, Examples examples = Examples::none);

/// A folder of tables without rows, to begin with.
[[nodiscard]] Folder empty_folder();

}  // namespace publish
