#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.h"
#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// Fills a table from the rows of its file or sheet, the heading first: each cell as the database has it, and
/// with what an empty one stands for. Rows whose first cell begins with 例 are examples, and left out. What
/// is wrong with the rows as such is reported; a table with a wrong heading stays unusable.
void fill_table(Table& table, std::vector<CsvRow> lines, const Folder& read, Problems& problems);

/// A cell of the one row of `release`, before the table is filled; nullptr where there is none.
[[nodiscard]] const std::string* cell_of_release(const std::vector<CsvRow>& lines, std::string_view column);

/// What is no zone is reported with the cell itself, and stands for the default.
[[nodiscard]] base::TimeZone zone_named(const std::string& name);

}  // namespace publish
