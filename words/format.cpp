#include "words/format.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>

#include "catalog/unit.h"

namespace words {
namespace {

using namespace std::chrono;

/// In the language that has words for the unit; without a unit in that of the strings.
Quantity quantity(std::string_view value, const catalog::Bilingual& unit, const Strings& strings) {
    return strings.language_of(unit).quantity(value, unit);
}

Figure figure_of(Quantity quantity) {
    return {.number = std::move(quantity.number),
            .power = std::move(quantity.power),
            .unit = std::move(quantity.unit)};
}

/// "3 to 5 million people", "900,000 to 1.2 million people".
Figure range_of(Quantity low, Quantity high, const Strings& strings) {
    if (low.power != high.power)
        for (Quantity* const end : {&low, &high}) end->number += std::exchange(end->power, "");
    high.number = strings("value.from_to", {{"low", low.number}, {"high", high.number}});
    return figure_of(std::move(high));
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

/// The words of a rule, with the numbers that it was applied to.
class RuleWords {
public:
    RuleWords(const catalog::Target& target, const catalog::Observation* observation, const Strings& strings,
              bool with_numbers)
        : target_(target),
          observation_(observation),
          strings_(strings),
          with_numbers_(with_numbers),
          wanted_(promised(target, strings).joined()) {
        if (observation != nullptr) figure_ = observed(*observation, target, strings).joined();
    }

    [[nodiscard]] std::string of(catalog::State state) const {
        return strings_(std::string("rule.") + name_of(state));
    }

    /// "判定规则：不低于目标为达到。"
    [[nodiscard]] std::string comparison() const {
        if (is_by_word()) return strings_("rule.by_word");
        if (target_.comparator == catalog::Comparator::approx)
            return strings_(catalog::is_percent(target_.unit.zh, target_.unit.en) ? "rule.approx_points"
                                                                                  : "rule.approx_percent");
        if (target_.comparator == catalog::Comparator::range) return strings_("rule.range");
        return strings_(std::string("rule.") + comparison_key(target_));
    }

    /// "公布5.7%，目标7%左右。" What nobody published is not credited to a publisher.
    [[nodiscard]] std::string numbers() const {
        if (!with_numbers_ || is_by_word()) return "";
        const bool derived = observation_ != nullptr && !observation_->derived.empty();
        return strings_(derived ? "rule.numbers_derived" : "rule.numbers",
                        {{"figure", figure_}, {"target", wanted_}});
    }

    [[nodiscard]] std::string reason(catalog::CannotJudge why) const {
        return strings_(
            std::string("why.") + catalog::kCannotJudgeNames[static_cast<std::size_t>(why)],
            {{"figure", figure_}, {"target", wanted_}, {"start", date_text(target_.start, strings_)}});
    }

    [[nodiscard]] std::string pace(const catalog::Judgement& judgement) const {
        const auto qualifier = observation_ != nullptr ? observation_->qualifier : catalog::Qualifier::exact;
        return strings_(
            "rule.pace",
            {{"share", judgement.share ? percent_text(*judgement.share, qualifier, strings_) : ""},
             {"pace", judgement.pace ? percent_text(*judgement.pace) : ""}});
    }

    [[nodiscard]] std::string nothing_found(const RuleDays& days) const {
        const bool late =
            days.today.clock_trusted && has_deadline(target_) && days.today.date > target_.deadline;
        return late ? strings_("rule.nothing_found",
                               {{"days", days_late(days)}, {"until", date_text(days.looked_until, strings_)}})
                    : of(catalog::State::no_figure);
    }
    [[nodiscard]] std::string overdue(const RuleDays& days) const {
        return strings_("rule.final_not_published", {{"days", days_late(days)}});
    }

    /// Whether there is nothing to compare but what the publisher says.
    [[nodiscard]] bool is_by_word() const {
        return observation_ != nullptr && !catalog::has_number(*observation_);
    }

private:
    static std::string name_of(catalog::State state) {
        return catalog::kStateNames[static_cast<std::size_t>(state)];
    }

    [[nodiscard]] std::string days_late(const RuleDays& days) const {
        return std::to_string((days.today.date - target_.deadline).count());
    }

    const catalog::Target& target_;
    const catalog::Observation* observation_;
    const Strings& strings_;
    bool with_numbers_;
    std::string wanted_, figure_;
};

bool is_whole_months(year_month_day a, year_month_day b) {
    return a.day() == day{1} && b == year_month_day_last{b.year(), month_day_last{b.month()}};
}

bool is_whole_years(year_month_day a, year_month_day b) {
    return is_whole_months(a, b) && a.month() == January && b.month() == December;
}

/// 1 to 4. REQUIRES: whole months of one year.
std::optional<unsigned> quarter_of(year_month_day a, year_month_day b) {
    const unsigned first = static_cast<unsigned>(a.month()), last = static_cast<unsigned>(b.month());
    if (last - first != 2 || last % 3 != 0) return std::nullopt;
    return last / 3;
}

/// REQUIRES: whole months of one year.
std::string months_of_year(year_month_day a, year_month_day b, const Strings& strings) {
    const std::string year = std::to_string(static_cast<int>(b.year()));
    const auto name = strings.language().month;
    if (a.month() == b.month()) return strings("period.month", {{"year", year}, {"month", name(a.month())}});
    return strings("period.months", {{"year", year}, {"from", name(a.month())}, {"to", name(b.month())}});
}

}  // namespace

std::string pieces_text(long long count, const catalog::Bilingual& unit, const Language& language) {
    const Quantity pieces = language_of(unit, language).pieces(count, unit);
    return pieces.number + pieces.power + pieces.unit;
}

Figure promised(const catalog::Target& target, const Strings& strings) {
    const std::string& words = strings.pick(target.value_text);
    if (!words.empty()) return {.words = words};
    if (target.value.empty()) return {};
    Quantity value = quantity(target.value, target.unit, strings);
    Figure figure =
        target.value_high.empty()
            ? figure_of(std::move(value))
            : range_of(std::move(value), quantity(target.value_high, target.unit, strings), strings);
    surround(figure, strings(std::string("value.") + comparator_key(target.comparator)));
    return figure;
}

Figure observed(const catalog::Observation& observation, const catalog::Target& target,
                const Strings& strings) {
    using catalog::Basis, catalog::PublishedOutcome;
    if (observation.value.empty()) {
        const std::string& words = strings.pick(observation.value_text);
        if (!words.empty() || observation.outcome == PublishedOutcome::none) return {.words = words};
        return {.words =
                    strings(std::string("published_word.") +
                            catalog::kPublishedOutcomeNames[static_cast<std::size_t>(observation.outcome)])};
    }
    const bool is_share = observation.basis != Basis::value;
    const catalog::Bilingual percent{"%", "%"},
        &own = observation.unit.empty() ? target.unit : observation.unit;
    Figure figure = figure_of(quantity(observation.value, is_share ? percent : own, strings));
    surround(figure, strings(std::string("observed.") +
                             catalog::kQualifierNames[static_cast<std::size_t>(observation.qualifier)]));
    if (!is_share) return figure;
    return {.words = strings(
                std::string("basis.") + catalog::kBasisNames[static_cast<std::size_t>(observation.basis)],
                {{"x", figure.joined()}})};
}

Figure before_revision(const catalog::Revision& revision, const Strings& strings) {
    catalog::Target target;
    target.comparator = revision.comparator;
    target.value = revision.value;
    target.value_high = revision.value_high;
    target.unit = revision.unit;
    return promised(target, strings);
}

Figure outcome_figure(const catalog::Outcome& outcome, const Strings& strings) {
    return figure_of(quantity(outcome.value, outcome.unit, strings));
}

std::string date_text(base::Date date, const Strings& strings) { return strings.language().date(date); }

namespace {

std::string clock_text(base::Instant moment, base::TimeZone zone) {
    const hh_mm_ss time{moment + zone.offset_at(moment) - zone.date_at(moment)};
    return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

}  // namespace

std::string moment_text(base::Instant moment, base::TimeZone zone, const Strings& strings) {
    return fmt::format("{}{}{}", date_text(zone.date_at(moment), strings), strings.language().before_time,
                       clock_text(moment, zone));
}

std::string opening_text(base::Instant opens_at, base::Instant now, base::TimeZone zone,
                         const Strings& strings) {
    const base::Date day = zone.date_at(opens_at);
    const std::string time = clock_text(opens_at, zone);
    const auto ahead = day - zone.date_at(now);
    if (ahead <= days{0}) return strings("closed.opens_today", {{"time", time}});
    if (ahead == days{1}) return strings("closed.opens_tomorrow", {{"time", time}});
    const std::string name =
        strings(std::string("closed.weekday_") + std::to_string(weekday{day}.iso_encoding()));
    if (ahead < days{7}) return strings("closed.opens_within_days", {{"weekday", name}, {"time", time}});
    return strings("closed.opens_later",
                   {{"date", date_text(day, strings)}, {"weekday", name}, {"time", time}});
}

std::string short_month(std::chrono::month month, const Strings& strings) {
    return strings.language().month(month).substr(0, 3);
}

std::string period_text(base::Date start, base::Date end, const Strings& strings) {
    const year_month_day a{start}, b{end};
    const std::string year = std::to_string(static_cast<int>(b.year()));
    if (start == end) return date_text(start, strings);
    if (a.year() != b.year() && is_whole_months(a, b)) return period_name(start, end, strings);
    if (a.year() != b.year() || !is_whole_months(a, b))
        return strings("period.dates",
                       {{"from", date_text(start, strings)}, {"to", date_text(end, strings)}});
    if (is_whole_years(a, b)) return strings("period.year", {{"year", year}});
    return months_of_year(a, b, strings);
}

std::string time_between(base::Date from, base::Date to, const Strings& strings) {
    constexpr int kMostDays = 60, kMonthsOfYear = 12;
    const int days = static_cast<int>((to - from).count());
    if (days < kMostDays) return strings.count("span.days", days);
    const year_month_day a{from}, b{to};
    const bool is_whole = b.day() >= a.day() || b == year_month_day_last{b.year(), month_day_last{b.month()}};
    const int months =
        static_cast<int>((b.year() / b.month() - a.year() / a.month()).count()) - (is_whole ? 0 : 1);
    const int years = months / kMonthsOfYear, rest = months % kMonthsOfYear;
    if (years == 0) return strings.count("span.months", rest);
    if (rest == 0) return strings.count("span.years", years);
    return strings("span.both", {{"years", strings.count("span.years", years)},
                                 {"months", strings.count("span.months", rest)}});
}

std::string period_name(base::Date start, base::Date end, const Strings& strings) {
    const year_month_day a{start}, b{end};
    const std::string from = std::to_string(static_cast<int>(a.year())),
                      to = std::to_string(static_cast<int>(b.year()));
    if (is_whole_years(a, b))
        return a.year() == b.year() ? strings("period.one_year", {{"year", from}})
                                    : strings("period.years", {{"from", from}, {"to", to}});
    if (a.year() != b.year() && (is_whole_months(a, b) || end - start > years{1}))
        return strings("period.across", {{"from_year", from},
                                         {"from", strings.language().month(a.month())},
                                         {"to_year", to},
                                         {"to", strings.language().month(b.month())}});
    if (!is_whole_months(a, b)) return period_text(start, end, strings);
    if (const auto quarter = quarter_of(a, b))
        return strings(std::string("period.quarter_") + std::to_string(*quarter), {{"year", from}});
    return months_of_year(a, b, strings);
}

bool has_deadline(const catalog::Target& target) {
    return target.tier != catalog::Tier::descriptor && target.tier != catalog::Tier::aspiration;
}

std::string percent_text(const catalog::Ratio& ratio) { return ratio.percent(1).to_string() + "%"; }

std::string percent_text(const catalog::Ratio& ratio, catalog::Qualifier qualifier, const Strings& strings) {
    using catalog::Qualifier, catalog::Rounding;
    const auto rounding = qualifier == Qualifier::over    ? Rounding::down
                          : qualifier == Qualifier::under ? Rounding::up
                                                          : Rounding::nearest;
    return strings(std::string("percent.") + catalog::kQualifierNames[static_cast<std::size_t>(qualifier)],
                   {{"x", ratio.percent(1, rounding).to_string() + "%"}});
}

std::string state_word(catalog::State state, const Strings& strings) {
    return strings(std::string("state.") + catalog::kStateNames[static_cast<std::size_t>(state)]);
}

std::string rule_text(const catalog::Target& target, const catalog::Observation* observation,
                      const catalog::Judgement& judgement, const RuleDays& days, const Strings& strings,
                      bool with_numbers) {
    using catalog::State;
    const RuleWords words{target, observation, strings, with_numbers};
    switch (judgement.state) {
        case State::met:
        case State::missed:
        case State::at_target_so_far:
        case State::short_so_far:
            return words.comparison() + words.numbers();
        case State::reached:
        case State::exceeded:
            return words.is_by_word() ? words.comparison() : words.of(judgement.state) + words.numbers();
        case State::cannot_judge:
            return words.reason(judgement.reason.value_or(catalog::CannotJudge::unreadable));
        case State::ahead:
        case State::on_pace:
        case State::slightly_behind:
        case State::well_behind:
            return words.pace(judgement);
        case State::no_figure:
            return words.nothing_found(days);
        case State::final_not_published:
            return words.overdue(days);
        case State::under_way:
        case State::not_judged:
            return words.of(judgement.state);
    }
    return "";
}

bool is_last_word(const catalog::Target& target, const catalog::Observation& observation) {
    return observation.status == catalog::ObservationStatus::final &&
           (!has_deadline(target) || observation.period_end >= target.deadline);
}

std::string brief_figure_label(const catalog::Target& target, const catalog::Observation& observation,
                               const Strings& strings) {
    const bool derived = !observation.derived.empty();
    if (is_last_word(target, observation)) return strings(derived ? "label.result_derived" : "label.result");
    return strings(derived ? "label.so_far_derived" : "label.so_far");
}

std::string figure_label(const catalog::Target& target, const catalog::Observation& observation,
                         const Strings& strings) {
    return strings("label.of",
                   {{"label", brief_figure_label(target, observation, strings)},
                    {"period", period_text(observation.period_start, observation.period_end, strings)}});
}

std::string number_text(int number) { return fmt::format("T-{:03}", number); }

}  // namespace words
