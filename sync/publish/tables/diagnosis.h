#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/publish/tables/characters.h"
#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/headings.h"

// What is wrong with a file as a whole, said once, before its cells are looked at.

namespace publish {

/// A workbook, a web page or other bytes under the name of a text. Nothing: it may be text.
[[nodiscard]] std::optional<Verdict> diagnose_bytes(std::string_view bytes);

/// Fields that are parted by something that no spreadsheet parts them by.
[[nodiscard]] std::optional<Verdict> diagnose_separator(std::string_view text);

/// Where the heading should be, `lines` have none of the columns: it stands in a later row, or nowhere.
[[nodiscard]] std::optional<Verdict> diagnose_heading(const TableFormat& format,
                                                      const std::vector<CsvRow>& lines);

/// ", but Targets.CSV lies there: rename it to targets.csv": which of `strays` is probably the file `name`.
/// Empty when none is.
[[nodiscard]] Message said_of_missing(const std::string& name, const std::vector<std::string>& strays);

}  // namespace publish
