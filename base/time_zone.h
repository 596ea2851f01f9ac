#pragma once

#include <chrono>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace date {
class time_zone;
}

namespace base {

/// Where a civil date is asked for: a zone of the IANA database, as the operating system has it in
/// /usr/share/zoneinfo. A small value; what it stands for lives as long as the program.
class TimeZone {
public:
    /// Asia/Shanghai, which needs no file: UTC+8 without summer time since 1991-09-15.
    constexpr TimeZone() = default;
    /// "America/Chicago". Errors: not_found (no such zone, or the system has no time zones).
    [[nodiscard]] static Result<TimeZone> find(std::string_view name);

    /// How far local time is ahead of UTC at that moment.
    [[nodiscard]] std::chrono::seconds offset_at(Instant moment) const;
    /// The date there at that moment.
    [[nodiscard]] Date date_at(Instant moment) const;
    /// The moment at which clocks there show `since_midnight` on that day: the first of two, and where clocks
    /// leap over it the moment of the leap.
    [[nodiscard]] Instant at(Date day, std::chrono::seconds since_midnight) const;

    friend bool operator==(TimeZone, TimeZone) = default;

private:
    constexpr explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_ = nullptr;  // nullptr: Asia/Shanghai
};

}  // namespace base
