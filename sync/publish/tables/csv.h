#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/publish/tables/say.h"

namespace publish {

/// One row of a CSV file as it stands there, comments and empty rows left out.
struct CsvRow {
    int line = 0;  // where the row starts, counted from 1
    std::vector<std::string> fields;
};

/// Where the quoting of a CSV file goes wrong.
struct CsvFault {
    int line = 0;
    Message message, fix;
};

/// Splits text that decode_text() made (RFC 4180). A line that starts with `#` and a blank, or is `#` alone,
/// is a comment, also where a spreadsheet put it in quotation marks, but not within a quoted field; `#1` and
/// `#N/A` are data. Rows without any content, which spreadsheets like to append, are left out, and so is
/// `sep=,`.
[[nodiscard]] std::variant<std::vector<CsvRow>, CsvFault> parse_csv(std::string_view text,
                                                                    char separator = ',');

/// What parts the fields of the first row: a comma, or a semicolon or tab where it has more of those.
[[nodiscard]] char separator_of(std::string_view text);

/// Whether a row whose first cell this is begins as a comment does.
[[nodiscard]] bool is_comment(std::string_view text);

/// Whether a row whose first cell this is shows how a row is filled in, as templates do: 例 alone, or before
/// a blank or a colon. 例会 is data.
[[nodiscard]] bool is_example(std::string_view text);

}  // namespace publish
