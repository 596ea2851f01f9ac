#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/publish/tables/workbook/formats.h"

// Numbers as a workbook stores them, and as they read in its cells.

namespace publish {

/// Which day the days are counted from.
enum class Epoch { from_1900, from_1904 };

/// "5.3" of "5.2999999999999998": the shortest decimal of up to 15 digits, all that spreadsheets keep,
/// written out without an exponent. Nothing for what is no number.
[[nodiscard]] std::optional<std::string> plain_number(std::string_view stored);

/// What plain_number() made, with its point `places` to the right: "5.3" of "0.053" and 2.
[[nodiscard]] std::string with_point_moved(std::string_view number, int places);

/// "2024-12-31" (day), "2024-12-31 08:00:00" (moment) or "08:00:00" (time) of a number of days, rounded to
/// the second. The 29th of February 1900, which is in the format by mistake, reads so. Nothing: no day up to
/// the year 9999.
[[nodiscard]] std::optional<std::string> plain_time(std::string_view stored, Shown shown, Epoch epoch);

/// The number of days of 2024-12-31, as a workbook counts from 1900. For writing.
[[nodiscard]] std::optional<int> day_number(std::string_view day);

}  // namespace publish
