#include "kiosk/ui/format.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace kiosk {
namespace {

using namespace std::chrono;

constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};

std::string month_name(month m) { return kMonths[static_cast<unsigned>(m) - 1]; }

/// "12.65" times 10^power, written out.
std::string scaled(std::string_view decimal, int power) {
    const auto parsed = catalog::Decimal::parse(decimal);
    if (!parsed) return std::string(decimal);
    std::int64_t mantissa = parsed->mantissa();
    int scale = parsed->scale() - power;
    for (; scale < 0; ++scale) mantissa *= 10;
    return catalog::Decimal{mantissa, scale}.to_string();
}

/// Number and unit, for both languages; `number` may hold two numbers of a range already.
Figure plain(std::string_view value, const catalog::Bilingual& unit, const Strings& strings) {
    Figure figure;
    if (strings.locale() == Locale::zh || unit.en.empty()) {
        figure.number = value;
        figure.unit = unit.zh;
        return figure;
    }
    figure.number = with_thousands(scaled(value, power_of_unit(unit.zh)));
    figure.unit = unit.en == "%" ? unit.en : " " + unit.en;
    return figure;
}

const char* comparator_key(catalog::Comparator comparator) {
    return catalog::kComparatorNames[static_cast<std::size_t>(comparator)];
}

/// The words around a number: "value.ge" is "{x}以上" or "at least {x}".
void surround(Figure& figure, const std::string& pattern) {
    const std::size_t at = pattern.find("{x}");
    if (at == std::string::npos) return;
    figure.before = pattern.substr(0, at);
    figure.after = pattern.substr(at + 3);
}

/// Which way the comparison of docs/formats/catalog.md goes, for the rule that is printed.
const char* comparison_key(const catalog::Target& target) {
    using catalog::Comparator;
    if (target.comparator == Comparator::gt) return "above";
    if (target.comparator == Comparator::lt) return "below";
    if (target.comparator == Comparator::ge) return "higher";
    if (target.comparator == Comparator::le || target.direction == catalog::Direction::lower) return "lower";
    return "higher";
}

}  // namespace

int power_of_unit(std::string_view unit) {
    if (unit.starts_with("万亿")) return 12;
    if (unit.starts_with("亿")) return 8;
    if (unit.starts_with("万")) return 4;
    return 0;
}

std::string_view base_unit(std::string_view unit) {
    const int power = power_of_unit(unit);
    return unit.substr(power == 12 ? 6 : power > 0 ? 3 : 0);
}

std::string with_thousands(std::string_view decimal) {
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string result(decimal);
    const std::size_t first = decimal.starts_with('-') ? 1 : 0;
    for (std::size_t at = point; at > first + 3;) result.insert(at -= 3, ",");
    return result;
}

std::string short_count(long long number, Locale locale) {
    if (locale == Locale::zh && number >= 100'000'000 && number % 100'000'000 == 0)
        return fmt::format("{}亿", number / 100'000'000);
    if (locale == Locale::zh && number >= 10'000 && number % 10'000 == 0)
        return fmt::format("{}万", number / 10'000);
    return locale == Locale::zh ? std::to_string(number) : with_thousands(std::to_string(number));
}

Figure promised(const catalog::Target& target, const Strings& strings) {
    const std::string& words = strings.pick(target.value_text);
    if (!words.empty()) return {.words = words};
    if (target.value.empty()) return {};
    Figure figure = plain(target.value, target.unit, strings);
    if (!target.value_high.empty())
        figure.number = strings(
            "value.from_to",
            {{"low", figure.number}, {"high", plain(target.value_high, target.unit, strings).number}});
    surround(figure, strings(std::string("value.") + comparator_key(target.comparator)));
    return figure;
}

Figure observed(const catalog::Observation& observation, const catalog::Target& target,
                const Strings& strings) {
    Figure figure = plain(observation.value, target.unit, strings);
    surround(figure, strings(std::string("observed.") +
                             catalog::kQualifierNames[static_cast<std::size_t>(observation.qualifier)]));
    return figure;
}

Figure outcome_figure(const catalog::Outcome& outcome, const Strings& strings) {
    return plain(outcome.value, outcome.unit, strings);
}

std::string date_text(base::Date date, const Strings& strings) {
    const year_month_day ymd{date};
    if (strings.locale() == Locale::zh) return base::format_date(date);
    return fmt::format("{} {} {}", static_cast<unsigned>(ymd.day()), month_name(ymd.month()),
                       static_cast<int>(ymd.year()));
}

std::string moment_text(base::Instant moment, const Strings& strings) {
    const base::Date date = base::shanghai_date(moment);
    const hh_mm_ss time{moment + base::kShanghaiOffset - date};
    return fmt::format("{}{} {:02}:{:02}", date_text(date, strings),
                       strings.locale() == Locale::zh ? "" : ",", time.hours().count(),
                       time.minutes().count());
}

std::string period_text(base::Date start, base::Date end, const Strings& strings) {
    const year_month_day a{start}, b{end};
    const bool whole_months =
        a.day() == day{1} && b == year_month_day_last{b.year(), month_day_last{b.month()}};
    const std::string year = std::to_string(static_cast<int>(b.year()));
    if (a.year() != b.year() || !whole_months)
        return strings("period.dates",
                       {{"from", date_text(start, strings)}, {"to", date_text(end, strings)}});
    if (a.month() == January && b.month() == December) return strings("period.year", {{"year", year}});
    const auto name = [&](month m) {
        return strings.locale() == Locale::zh ? std::to_string(static_cast<unsigned>(m)) : month_name(m);
    };
    if (a.month() == b.month()) return strings("period.month", {{"year", year}, {"month", name(a.month())}});
    return strings("period.months", {{"year", year}, {"from", name(a.month())}, {"to", name(b.month())}});
}

bool has_deadline(const catalog::Target& target) {
    return target.tier != catalog::Tier::descriptor && target.tier != catalog::Tier::aspiration;
}

std::string percent_text(const catalog::Decimal& percent) {
    return catalog::percent_of(percent, catalog::Decimal{100}, 1).to_string() + "%";
}

std::string state_word(catalog::State state, const Strings& strings) {
    return strings(std::string("state.") + catalog::kStateNames[static_cast<std::size_t>(state)]);
}

std::string rule_text(const catalog::Target& target, const catalog::Observation* observation,
                      const catalog::Judgement& judgement, const Strings& strings) {
    using catalog::State;
    const std::string target_words = promised(target, strings).joined();
    const std::string figure = observation != nullptr ? observed(*observation, target, strings).joined() : "";
    switch (judgement.state) {
        case State::cannot_judge: {
            const char* why = judgement.reason
                                  ? catalog::kCannotJudgeNames[static_cast<std::size_t>(*judgement.reason)]
                                  : "unreadable";
            return strings(std::string("why.") + why, {{"figure", figure}, {"target", target_words}});
        }
        case State::ahead:
        case State::on_pace:
        case State::slightly_behind:
        case State::well_behind:
            return strings("rule.pace", {{"share", judgement.share ? percent_text(*judgement.share) : ""},
                                         {"pace", judgement.pace ? percent_text(*judgement.pace) : ""}});
        case State::no_figure:
        case State::not_judged:
        case State::final_not_published:
            return strings(
                std::string("rule.") + catalog::kStateNames[static_cast<std::size_t>(judgement.state)],
                {{"deadline", date_text(target.deadline, strings)}});
        default:
            if (target.comparator == catalog::Comparator::approx)
                return strings(target.unit.zh == "%" ? "rule.approx_points" : "rule.approx_percent",
                               {{"figure", figure}, {"target", target_words}});
            if (target.comparator == catalog::Comparator::range)
                return strings("rule.range", {{"figure", figure}, {"target", target_words}});
            return strings(std::string("rule.") + comparison_key(target),
                           {{"figure", figure}, {"target", target_words}});
    }
}

std::string number_text(int number) { return fmt::format("T-{:03}", number); }

}  // namespace kiosk
