#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/time_zone.h"

namespace kiosk {

/// From when until when a hall is open, since midnight of the day on which it opens. Past 24 hours: on the
/// day after.
struct OpenSpan {
    std::chrono::minutes from, until;
    friend bool operator==(const OpenSpan&, const OpenSpan&) = default;
};
/// Of one day, in order. None: closed all day.
using OpenSpans = std::vector<OpenSpan>;

/// "08:30-12:00, 13:30-17:30", or empty. What ends at or before its beginning ends on the day after; "24:00"
/// is the end of a day. Nothing: these are no times, or they overlap, or are not in order.
[[nodiscard]] std::optional<OpenSpans> parse_spans(std::string_view text);

/// "2026-10-01 closed", "2026-10-10 09:00-12:00".
[[nodiscard]] std::optional<std::pair<base::Date, OpenSpans>> parse_exception(std::string_view text);

/// "08:30-12:00, 13:30-17:30"; of none, "closed".
[[nodiscard]] std::string format_spans(const OpenSpans& spans);

/// When a hall is open. Pure: no clock. All times are those of clocks in a zone, so that a hall opens at half
/// past eight in winter and in summer. What begins before midnight belongs to the day on which it begins.
class Hours {
public:
    /// Of weekdays, from Sunday on as C counts them; nothing: open all day. A date among `exceptions` has its
    /// own times instead.
    using Week = std::array<std::optional<OpenSpans>, 7>;
    using Exceptions = std::map<base::Date, OpenSpans>;

    /// Open day and night.
    Hours() = default;
    Hours(Week week, Exceptions exceptions) : week_(std::move(week)), exceptions_(std::move(exceptions)) {}

    /// Nothing was ever set.
    [[nodiscard]] bool is_always_open() const;
    /// What begins on that day; null: it is open all day.
    [[nodiscard]] const OpenSpans* on(base::Date day) const;

    [[nodiscard]] bool is_open_at(base::Instant moment, base::TimeZone zone) const;
    /// The first moment after `now` at which it opens or closes; nothing where none is known.
    [[nodiscard]] std::optional<base::Instant> next_change(base::Instant now, base::TimeZone zone) const;
    /// The first moment after `now` at which it opens.
    [[nodiscard]] std::optional<base::Instant> next_opening(base::Instant now, base::TimeZone zone) const;

private:
    [[nodiscard]] bool covers(base::Date day, base::Instant moment, base::TimeZone zone) const;
    [[nodiscard]] std::vector<base::Instant> edges(base::Date day, base::TimeZone zone) const;

    Week week_;
    Exceptions exceptions_;
};

}  // namespace kiosk
