#include "sync/publish/tables/days.h"

#include <fmt/format.h>

#include <array>

#include "base/date.h"

namespace publish {
namespace {

/// Takes one to `most` digits off `text`; -1 when there are none.
int take_number(std::string_view& text, std::size_t most) {
    int number = 0;
    std::size_t count = 0;
    while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9')
        number = number * 10 + (text[count++] - '0');
    text.remove_prefix(count);
    return count == 0 ? -1 : number;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

std::optional<base::Date> date_of(int year, int month, int day) {
    using namespace std::chrono;
    if (month < 1 || day < 1) return std::nullopt;
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

/// Year first, and the same mark between the three.
std::optional<base::Date> take_day(std::string_view& text) {
    struct Marks {
        std::string_view year, month, day;
    };
    constexpr std::array<Marks, 4> kMarks{
        {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
    for (const Marks& marks : kMarks) {
        std::string_view rest = text;
        const std::size_t before = rest.size();
        const int year = take_number(rest, 4);
        if (before - rest.size() != 4 || !take(rest, marks.year)) continue;
        const int month = take_number(rest, 2);
        if (!take(rest, marks.month)) continue;
        const int day = take_number(rest, 2);
        if (!take(rest, marks.day)) continue;
        const auto date = date_of(year, month, day);
        if (date) text = rest;
        return date;
    }
    return std::nullopt;
}

/// " 8:00", " 08:00:00": seconds since midnight.
std::optional<int> take_time(std::string_view& text) {
    while (take(text, " ")) {
    }
    const int hour = take_number(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ":")) return std::nullopt;
    const int minute = take_number(text, 2);
    if (minute < 0 || minute > 59) return std::nullopt;
    const int second = take(text, ":") ? take_number(text, 2) : 0;
    if (second < 0 || second > 59) return std::nullopt;
    return hour * 3600 + minute * 60 + second;
}

/// "3/4/2024": which is the day, nobody can say. Where one of the two is above 12 it can be said, but the
/// next row in the column would be read otherwise.
bool is_day_first(std::string_view text) {
    for (const std::string_view mark : {"/", ".", "-"}) {
        std::string_view rest = text;
        if (take_number(rest, 2) > 0 && take(rest, mark) && take_number(rest, 2) > 0 && take(rest, mark) &&
            take_number(rest, 4) > 0)
            return true;
    }
    return false;
}

/// Days since 1899-12-30, as spreadsheets count: only of the years 2000 to 2099, since other numbers are
/// numbers.
std::optional<base::Date> numbered_day(std::string_view text) {
    constexpr int kFirst = 36526, kLast = 73050;
    std::string_view rest = text;
    const int number = take_number(rest, 5);
    if (number < kFirst || number > kLast || !rest.empty()) return std::nullopt;
    return base::make_date(1899, 12, 30) + std::chrono::days{number};
}

/// "2024-07-20T08:00:00+08:00"
std::string with_offset(base::Date day, std::chrono::seconds time, base::TimeZone zone) {
    const auto offset =
        std::chrono::duration_cast<std::chrono::minutes>(zone.offset_at(zone.at(day, time))).count();
    const auto seconds = time.count(), minutes = std::abs(offset);
    return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", base::format_date(day), seconds / 3600,
                       seconds / 60 % 60, seconds % 60, offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

std::optional<std::string> as_day(std::string_view text) {
    const auto date = take_day(text);
    if (!date) return std::nullopt;
    if (!text.empty() && take_time(text) != 0) return std::nullopt;
    if (!text.empty()) return std::nullopt;
    return base::format_date(*date);
}

std::optional<std::string> as_moment(std::string_view text, base::TimeZone zone) {
    constexpr std::size_t kBare = 19;  // 2024-07-20T08:00:00
    if (text.size() > kBare && base::parse_instant(text)) return std::string(text);
    auto date = take_day(text);
    if (!date || text.empty()) return std::nullopt;
    if (text.front() == 'T') text.remove_prefix(1);
    const auto time = take_time(text);
    if (!time || !text.empty()) return std::nullopt;
    return with_offset(*date, std::chrono::seconds{*time}, zone);
}

Verdict explain_day(std::string_view text) {
    if (const auto day = numbered_day(text))
        return {say("\"{}\" is how a spreadsheet counts days; it would be {}", text, base::format_date(*day)),
                say("give the column the format of a date (year-month-day), or write it so")};
    if (is_day_first(text))
        return {say("\"{}\" does not begin with the year: day and month could be mistaken", text),
                say("write year-month-day, such as 2024-12-31")};
    return {say("\"{}\" is not a day of the calendar{}", text, lookalike_in(text)),
            say("write year-month-day, such as 2024-12-31")};
}

}  // namespace publish
