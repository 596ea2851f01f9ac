#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/publish/tables/workbook/address.h"
#include "sync/publish/tables/workbook/archive.h"
#include "sync/publish/tables/workbook/formats.h"
#include "sync/publish/tables/workbook/refusal.h"
#include "sync/publish/tables/workbook/strings.h"
#include "sync/publish/tables/workbook/values.h"

namespace publish {

/// One row of a sheet that has content.
struct SheetRow {
    int number = 0;                  // as the spreadsheet shows it, from 1
    std::vector<std::string> cells;  // from column A to the last with content
};

/// A sheet as text, the way a CSV file would hold it, and what a CSV file could not say.
struct Sheet {
    std::string name;
    bool is_hidden = false;
    std::vector<SheetRow> rows;  // by number; those without content are left out

    std::vector<Address> percentages;      // 5.3 stands in `rows` where the cell shows 5.3 %
    std::vector<Address> without_results;  // formulas that no program has computed; empty in `rows`
    std::vector<Area> merged;              // all but the first of their cells are empty
    std::vector<int> hidden_rows;          // of `rows`
    std::vector<std::pair<int, int>> hidden_columns;  // from A = 1, first and last
};

/// What all sheets of a workbook have together.
struct SheetSurroundings {
    Strings strings;
    Formats formats;
    Epoch epoch = Epoch::from_1900;
    // What the sheets that were read have used of limits.h.
    std::size_t cells = 0, text_bytes = 0;
};

/// Reads the rows of a sheet whose name and visibility are known already.
[[nodiscard]] std::optional<Refusal> read_sheet(PartReader& part, SheetSurroundings& around, Sheet& into);

}  // namespace publish
