#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// A civil date of the proleptic Gregorian calendar.
using Date = std::chrono::sys_days;
/// A moment in UTC, to the second.
using Instant = std::chrono::sys_seconds;

/// "2024-12-31", exactly that shape and a day that exists; nothing otherwise.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

class TimeZone;

/// ISO 8601: a bare date (its noon), or date and time to the minute or second with `Z` or `+hh:mm`; without
/// an offset in Asia/Shanghai, or in `zone`. Nothing when it is not one of these.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text, const TimeZone& zone);

/// "2024-12-31".
[[nodiscard]] std::string format_date(Date date);
/// "2026-11-24T21:34:00Z".
[[nodiscard]] std::string format_instant(Instant instant);

[[nodiscard]] constexpr Date make_date(int year, unsigned month, unsigned day) {
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
}

}  // namespace base
