#include "kiosk/schedule/hours.h"

#include <fmt/format.h>

#include <algorithm>

namespace kiosk {
namespace {

using base::Date;
using base::Instant;
using base::TimeZone;
using std::chrono::days;
using std::chrono::minutes;

constexpr minutes kDay{24 * 60};

/// Nobody asks when a hall opens in two years.
constexpr days kLongestLook{400};

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::optional<int> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 2) return std::nullopt;
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = 10 * value + (c - '0');
    }
    return value;
}

/// "8:30", "08:30", "24:00".
std::optional<minutes> parse_time(std::string_view text) {
    text = trimmed(text);
    const auto colon = text.find(':');
    if (colon == text.npos || text.size() != colon + 3) return std::nullopt;
    const auto hour = number(text.substr(0, colon)), minute = number(text.substr(colon + 1));
    if (!hour || !minute || *minute > 59) return std::nullopt;
    const minutes time{*hour * 60 + *minute};
    return time <= kDay ? std::optional(time) : std::nullopt;
}

std::optional<OpenSpan> parse_span(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == text.npos) return std::nullopt;
    const auto from = parse_time(text.substr(0, dash));
    auto until = parse_time(text.substr(dash + 1));
    if (!from || !until || *from == *until || *from == kDay) return std::nullopt;
    if (*until < *from) *until += kDay;
    return OpenSpan{*from, *until};
}

std::string format_time(minutes time) {
    if (time > kDay) time -= kDay;
    return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

}  // namespace

std::optional<OpenSpans> parse_spans(std::string_view text) {
    OpenSpans spans;
    text = trimmed(text);
    if (text.empty()) return spans;
    for (std::size_t at = 0; at <= text.size();) {
        const auto comma = std::min(text.size(), text.find(',', at));
        const auto span = parse_span(text.substr(at, comma - at));
        if (!span || (!spans.empty() && span->from < spans.back().until)) return std::nullopt;
        spans.push_back(*span);
        at = comma + 1;
    }
    if (spans.back().until > kDay + spans.front().from) return std::nullopt;
    return spans;
}

std::optional<std::pair<Date, OpenSpans>> parse_exception(std::string_view text) {
    text = trimmed(text);
    const auto space = text.find(' ');
    if (space == text.npos) return std::nullopt;
    const auto day = base::parse_date(text.substr(0, space));
    const std::string_view times = trimmed(text.substr(space));
    auto spans = times == "closed" ? std::optional(OpenSpans{}) : parse_spans(times);
    if (!day || !spans) return std::nullopt;
    return std::pair{*day, std::move(*spans)};
}

std::string format_spans(const OpenSpans& spans) {
    std::string text;
    for (const OpenSpan& span : spans)
        text +=
            fmt::format("{}{}-{}", text.empty() ? "" : ", ", format_time(span.from), format_time(span.until));
    return text.empty() ? "closed" : text;
}

bool Hours::is_always_open() const {
    return exceptions_.empty() &&
           std::none_of(week_.begin(), week_.end(), [](const auto& day) { return day.has_value(); });
}

const OpenSpans* Hours::on(Date day) const {
    if (const auto found = exceptions_.find(day); found != exceptions_.end()) return &found->second;
    const auto& usual = week_[std::chrono::weekday{day}.c_encoding()];
    return usual ? &*usual : nullptr;
}

bool Hours::covers(Date day, Instant moment, TimeZone zone) const {
    const OpenSpans* const spans = on(day);
    if (spans == nullptr) return zone.date_at(moment) == day;
    return std::any_of(spans->begin(), spans->end(), [&](const OpenSpan& span) {
        return zone.at(day, span.from) <= moment && moment < zone.at(day, span.until);
    });
}

bool Hours::is_open_at(Instant moment, TimeZone zone) const {
    const Date day = zone.date_at(moment);
    return covers(day, moment, zone) || covers(day - days{1}, moment, zone);
}

/// The moments at which it may open or close because of that day, in order.
std::vector<Instant> Hours::edges(Date day, TimeZone zone) const {
    const OpenSpans* const spans = on(day);
    std::vector<Instant> moments;
    if (spans == nullptr && on(day - days{1}) != nullptr) moments.push_back(zone.at(day, minutes{0}));
    if (spans == nullptr && on(day + days{1}) != nullptr) moments.push_back(zone.at(day, kDay));
    if (spans == nullptr) return moments;
    for (const OpenSpan& span : *spans)
        for (const minutes time : {span.from, span.until}) moments.push_back(zone.at(day, time));
    return moments;
}

std::optional<Instant> Hours::next_change(Instant now, TimeZone zone) const {
    if (is_always_open()) return std::nullopt;
    const bool is_open = is_open_at(now, zone);
    const Date today = zone.date_at(now);
    const Date last_exception = exceptions_.empty() ? today : exceptions_.rbegin()->first;
    const Date last = std::clamp(last_exception, today, today + kLongestLook) + days{8};  // every weekday
    // An edge of an earlier day that lies within a span of a later one is no change, so that the first change
    // found is the next.
    for (Date day = today - days{1}; day <= last; day += days{1})
        for (const Instant moment : edges(day, zone))
            if (moment > now && is_open_at(moment, zone) != is_open) return moment;
    return std::nullopt;
}

std::optional<Instant> Hours::next_opening(Instant now, TimeZone zone) const {
    const auto change = next_change(now, zone);
    return change && !is_open_at(*change, zone) ? next_change(*change, zone) : change;
}

}  // namespace kiosk
