#include "base/date.h"

#include <fmt/format.h>

#include "base/time_zone.h"

namespace base {
namespace {

using namespace std::chrono;

/// The `count` digits at `at`, or -1 when one of them is none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// "+08:00", "-03:30" or "Z".
std::optional<minutes> parse_offset(std::string_view text) {
    if (text == "Z") return minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const int hour = digits(text, 1, 2), minute = digits(text, 4, 2);
    if (hour < 0 || hour > 14 || minute < 0 || minute > 59) return std::nullopt;
    const minutes offset = hours{hour} + minutes{minute};
    return text[0] == '-' ? -offset : offset;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

std::optional<Instant> parse_instant(std::string_view text) { return parse_instant(text, TimeZone()); }

std::optional<Instant> parse_instant(std::string_view text, const TimeZone& zone) {
    const auto date = parse_date(text.substr(0, std::min<std::size_t>(10, text.size())));
    if (!date) return std::nullopt;
    if (text.size() == 10) return zone.at(*date, hours{12});
    if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':') return std::nullopt;
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    std::size_t end = 16;
    int second = 0;
    if (text.size() > end && text[end] == ':') {
        second = digits(text, end + 1, 2);
        if (second < 0 || second > 60) return std::nullopt;
        end += 3;
    }
    const seconds time = hours{hour} + minutes{minute} + seconds{second};
    if (end >= text.size()) return zone.at(*date, time);
    const auto offset = parse_offset(text.substr(end));
    if (!offset) return std::nullopt;
    return Instant{*date} + time - *offset;
}

std::string format_date(Date date) {
    const year_month_day ymd{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

std::string format_instant(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time{instant - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", format_date(day), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

}  // namespace base
