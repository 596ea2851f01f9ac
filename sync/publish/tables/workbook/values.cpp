#include "sync/publish/tables/workbook/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/date.h"

namespace publish {
namespace {

constexpr int kDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

/// Most numbers are written already as they should be: "126500", "-5.3".
bool is_plain(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = point == text.npos ? "1" : text.substr(point + 1);
    return !whole.empty() && !part.empty() && text.size() <= kDigits && (whole[0] != '0' || whole == "0") &&
           part.back() != '0' && std::all_of(whole.begin(), whole.end(), is_digit) &&
           std::all_of(part.begin(), part.end(), is_digit) && text != "0";
}

/// Digits and where the point stands among them: 0.053 is "53" and -1.
std::string written_out(bool is_negative, std::string digits, int point) {
    const auto last = digits.find_last_not_of('0');
    digits.resize(last == digits.npos ? 0 : last + 1);
    if (digits.empty()) return "0";
    std::string text = is_negative ? "-" : "";
    if (point <= 0) return text + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    const auto whole = static_cast<std::size_t>(point);
    if (digits.size() <= whole) return text + digits + std::string(whole - digits.size(), '0');
    return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string text_of_day(int day, Epoch epoch) {
    if (epoch == Epoch::from_1904)
        return base::format_date(base::make_date(1904, 1, 1) + std::chrono::days{day});
    if (day == 60) return "1900-02-29";
    if (day == 0) return "1900-01-00";
    return base::format_date(base::make_date(1899, 12, day < 60 ? 31U : 30U) + std::chrono::days{day});
}

}  // namespace

std::optional<std::string> plain_number(std::string_view stored) {
    if (is_plain(stored)) return std::string(stored);
    const auto value = number_of(stored);
    if (!value) return std::nullopt;
    // "-1.26500000000000e+05"
    const std::string text = fmt::format("{:.{}e}", std::abs(*value), kDigits - 1);
    int exponent = 0;
    const char* const first = text.data() + text.find('e') + 1;
    std::from_chars(*first == '+' ? first + 1 : first, text.data() + text.size(), exponent);
    return written_out(*value < 0, text.substr(0, 1) + text.substr(2, kDigits - 1), exponent + 1);
}

std::string with_point_moved(std::string_view number, int places) {
    const bool is_negative = number.starts_with('-');
    if (is_negative) number.remove_prefix(1);
    const auto point = std::min(number.find('.'), number.size());
    std::string digits(number.substr(0, point));
    if (point < number.size()) digits += number.substr(point + 1);
    const auto zeros = std::min(digits.find_first_not_of('0'), digits.size());
    return written_out(is_negative, digits.substr(zeros),
                       static_cast<int>(point) - static_cast<int>(zeros) + places);
}

std::optional<std::string> plain_time(std::string_view stored, Shown shown, Epoch epoch) {
    constexpr double kDays = 2'958'466, kDaySeconds = 86'400;  // up to the year 9999
    const auto value = number_of(stored);
    if (!value || *value < 0 || *value >= kDays - (epoch == Epoch::from_1904 ? 1462 : 0)) return std::nullopt;
    // A day that is shown without its time is the day, however late.
    const auto seconds = shown == Shown::day ? static_cast<std::int64_t>(*value) * 86'400
                                             : static_cast<std::int64_t>(std::llround(*value * kDaySeconds));
    const std::string day = text_of_day(static_cast<int>(seconds / 86'400), epoch);
    if (shown == Shown::day) return day;
    const auto time = fmt::format("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    return shown == Shown::time && seconds < 86'400 ? time : day + " " + time;
}

std::optional<int> day_number(std::string_view day) {
    const auto date = base::parse_date(day);
    if (!date || *date < base::make_date(1900, 3, 1)) return std::nullopt;
    return static_cast<int>((*date - base::make_date(1899, 12, 30)).count());
}

}  // namespace publish
