#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time_zone.h"
#include "sync/publish/tables/characters.h"

// Days and times as spreadsheets write them when they save a sheet.

namespace publish {

/// "2024-01-01" of "2024/1/1", "2024-1-1", "2024.1.1", "2024年1月1日", each perhaps with a time of midnight
/// behind it. Nothing for what is no day of the calendar, or could be two.
[[nodiscard]] std::optional<std::string> as_day(std::string_view text);

/// "2024-07-20T08:00:00+08:00" of "2024/7/20 8:00" in that zone and the like; what names its offset stays as
/// it is. Nothing for a day without a time.
[[nodiscard]] std::optional<std::string> as_moment(std::string_view text, base::TimeZone zone);

/// Why `text` is no day: it could be two, it is a spreadsheet's number of one, or it is none at all.
[[nodiscard]] Verdict explain_day(std::string_view text);

}  // namespace publish
