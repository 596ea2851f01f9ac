#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// Workbooks that we write. libxlsxwriter's one home.

namespace publish {

/// What the cells of a column are written as, so that a spreadsheet changes none of them: "001" stays a text,
/// "12.65" is a number wherever it can be, "2024-12-31" a day.
enum class Shape { text, number, day };

struct SheetColumn {
    std::string heading{};  // empty: the sheet has none
    std::string comment{};  // on the heading
    Shape shape = Shape::text;
    int width = 12;                      // in digits
    bool is_required = false;            // its heading stands out
    std::vector<std::string> choices{};  // of a drop-down list
    std::string choices_from{};          // or the cells that they stand in: "'主题'!$A$2:$A$3000"
};

struct SheetToWrite {
    std::string name;
    std::vector<SheetColumn> columns;
    std::vector<std::vector<std::string>> rows;  // below the heading
    bool begins_with_example = false;            // the first of them is one, and looks different
};

/// The rows that drop-down lists look at and stand in.
constexpr int kListedRows = 3000;

/// Whether a sheet may have this name.
[[nodiscard]] bool may_name_sheet(std::string_view name);

/// Writes a workbook, whole or not at all. Errors: io; invalid (a text is longer than a cell holds).
[[nodiscard]] base::Status write_sheets(const std::filesystem::path& file,
                                        const std::vector<SheetToWrite>& sheets);

}  // namespace publish
