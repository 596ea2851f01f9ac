#pragma once

#include <filesystem>
#include <optional>

#include "sync/publish/tables/folder.h"
#include "sync/publish/tables/problems.h"

namespace publish {

/// Reads a workbook as read_folder() reads a folder: a sheet for each table, named as the table is in either
/// language; a sheet named as a source's id (its first 31 characters, where it is longer) holds that
/// document's text, a paragraph a row in column A, and where there is none "<source id>.txt" beside the
/// workbook does. Sheets whose names begin with # are notes. Rows that is_comment() or is_example() know are
/// left out. Merged cells and formulas without a result are reported as errors; what is hidden is read and
/// said.
[[nodiscard]] Folder read_sheets(const std::filesystem::path& file,
                                 const std::optional<std::filesystem::path>& base, Problems& problems);

}  // namespace publish
