#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "sync/publish/tables/folder.h"
#include "sync/publish/tables/problems.h"
#include "sync/publish/tables/say.h"

// What commands are given: a folder of CSV files or a workbook, or the database of a release.

namespace publish {

/// Warnings and errors on standard error, each on a line.
void print_problems(const Problems& problems, const Phrasebook& book);

/// What lies there, and into `problems` everything that is wrong with it. `base_folder` may be empty.
Folder read_and_check(const std::string& csv_folder, const std::string& base_folder, bool strict,
                      Problems& problems);

/// The bytes of the database that is built of it, which lies on the disk for that long alone.
[[nodiscard]] base::Result<std::string> built_in_passing(const Folder& folder);

/// Whether that is a release's database, to be taken as it is.
[[nodiscard]] bool is_database(const std::string& file);

}  // namespace publish
