#include "catalog/judge.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

// The numbers of the comments are the lines of docs/formats/catalog.md, "Judging".

namespace catalog {
namespace {

__extension__ using Wide = __int128;

/// Source: docs/formats/catalog.md, "Judging", line 5.
constexpr std::chrono::days kWaitForFinal{90};

/// Share minus pace, in percentage points. Source: docs/formats/catalog.md, "Judging", line 6.
constexpr int kAhead = 10;            // at least
constexpr int kOnPace = -10;          // more than
constexpr int kSlightlyBehind = -30;  // more than

struct Verdict {
    State state = State::cannot_judge;
    std::optional<CannotJudge> reason;
};

constexpr Verdict cannot(CannotJudge reason) { return {State::cannot_judge, reason}; }

/// What a target asks for: the numbers on one side of `bound`, with or without the bound itself.
struct Wanted {
    Decimal bound;
    bool above = true;
    bool bound_included = true;
};

/// Days from `first` to `last`, both counted.
std::int64_t days_inclusive(base::Date first, base::Date last) { return (last - first).count() + 1; }

bool is_never_judged(const Target& target) {
    return target.tier == Tier::descriptor || target.tier == Tier::aspiration ||
           target.tier == Tier::qualitative || target.comparator == Comparator::qualitative ||
           target.direction == Direction::none;
}

/// The number that figures are compared with and shares are taken of: of a range the near end.
std::optional<Decimal> target_number(const Target& target) {
    const bool far_end = target.comparator == Comparator::range && target.direction == Direction::lower;
    return Decimal::parse(far_end ? target.value_high : target.value);
}

// ---- which figures count, and which of them is the newest

using Figures = std::vector<const Observation*>;

/// A baseline is what was before, so it is no result and takes none back.
bool is_result(const Observation& observation) {
    return observation.status == ObservationStatus::provisional ||
           observation.status == ObservationStatus::final;
}

bool is_known_by(const Observation& observation, Today today) {
    return !today.clock_trusted || observation.as_of <= today.date;
}

/// A correction dated after today has not been made yet, so what it corrects still stands.
bool is_superseded(const Observation& observation, std::span<const Observation> all, Today today) {
    return std::any_of(all.begin(), all.end(), [&](const Observation& other) {
        return other.supersedes == observation.id && other.id != observation.id && is_result(other) &&
               is_known_by(other, today);
    });
}

bool is_newer(const Observation& a, const Observation& b) {
    if (a.period_end != b.period_end) return a.period_end > b.period_end;
    if (a.as_of != b.as_of) return a.as_of > b.as_of;
    return a.id < b.id;
}

/// Those that count, the newest first.
Figures counting(std::span<const Observation> all, Today today) {
    Figures figures;
    for (const Observation& one : all)
        if (counts(one, all, today)) figures.push_back(&one);
    std::sort(figures.begin(), figures.end(), [](auto* a, auto* b) { return is_newer(*a, *b); });
    return figures;
}

/// Of a running total only what was counted from its start can be held against it.
Figures comparable(const Target& target, Figures figures) {
    if (is_running_total(target))
        std::erase_if(figures, [&](auto* figure) { return figure->period_start != target.start; });
    return figures;
}

/// The last word on the whole of a target's time; nullptr while there is none.
const Observation* last_word(const Target& target, const Figures& newest_first) {
    const auto found = std::find_if(newest_first.begin(), newest_first.end(), [&](auto* figure) {
        return figure->status == ObservationStatus::final && figure->period_end >= target.deadline;
    });
    return found == newest_first.end() ? nullptr : *found;
}

// ---- the comparison

Decimal magnitude(const Decimal& number) { return number < Decimal(0) ? Decimal(0) - number : number; }

/// How far from an `approx` target still counts: 0.5 percentage points, or 5 % of anything else.
Decimal approx_tolerance(const Decimal& number, bool is_percent) {
    if (is_percent) return Decimal(5, 1);
    const Decimal size = magnitude(number);
    return Decimal(size.mantissa() * 5, size.scale() + 2);
}

Wanted wanted_by(const Target& target, const Decimal& number) {
    const bool higher = target.direction == Direction::higher;
    switch (target.comparator) {
        case Comparator::ge:
            return {number, true, true};
        case Comparator::gt:
            return {number, true, false};
        case Comparator::le:
            return {number, false, true};
        case Comparator::lt:
            return {number, false, false};
        case Comparator::approx: {
            // Beyond the number on the good side is fine too, so only the bad side has a bound.
            const Decimal tolerance = approx_tolerance(number, target.unit.zh == "%");
            return {higher ? number - tolerance : number + tolerance, higher, true};
        }
        default:
            return {number, higher, true};  // eq, reach, stable, and range by its near end
    }
}

/// Half a unit of the last non-zero digit: 5 for 450, 0.05 for 12.3, 0.5 for 12.0 and for 0.
Decimal rounding_of(const Decimal& figure) {
    std::int64_t mantissa = figure.mantissa();
    int scale = figure.scale();
    if (mantissa == 0) scale = 0;
    for (; mantissa != 0 && mantissa % 10 == 0; --scale) mantissa /= 10;
    if (scale >= 0) return Decimal(5, scale + 1);
    std::int64_t half = 5;
    for (; scale < -1; ++scale) half *= 10;
    return Decimal(half);
}

bool fits(const Decimal& figure, const Wanted& wanted) {
    if (figure == wanted.bound) return wanted.bound_included;
    return (figure > wanted.bound) == wanted.above;
}

/// An open-ended figure (every number beyond `end`, upwards or downwards) is surely on one side of the bound
/// only when its closed end is there; whether the end itself belongs to either does not matter.
std::optional<bool> open_ended_fits(const Decimal& end, bool upwards, const Wanted& wanted) {
    const bool wholly_beyond = upwards ? end >= wanted.bound : end <= wanted.bound;
    if (!wholly_beyond) return std::nullopt;
    return upwards == wanted.above;
}

/// Whether the figure is what is wanted; nothing when that differs within what the figure may stand for.
std::optional<bool> certainly_fits(const Decimal& figure, Qualifier qualifier, const Wanted& wanted) {
    switch (qualifier) {
        case Qualifier::over:
            return open_ended_fits(figure, true, wanted);
        case Qualifier::under:
            return open_ended_fits(figure, false, wanted);
        case Qualifier::approx: {
            const Decimal rounding = rounding_of(figure);
            const bool low = fits(figure - rounding, wanted), high = fits(figure + rounding, wanted);
            return low == high ? std::optional(low) : std::nullopt;
        }
        default:
            return fits(figure, wanted);
    }
}

CannotJudge why_uncertain(Qualifier qualifier) {
    if (qualifier == Qualifier::over) return CannotJudge::only_over;
    return qualifier == Qualifier::under ? CannotJudge::only_under : CannotJudge::rounded;
}

Verdict compare(const Target& target, const Decimal& number, const Decimal& figure, Qualifier qualifier,
                State good, State bad) {
    const auto answer = certainly_fits(figure, qualifier, wanted_by(target, number));
    if (!answer) return cannot(why_uncertain(qualifier));
    return {*answer ? good : bad, std::nullopt};
}

// ---- the pace of a running total

struct Pace {
    std::int64_t passed = 0, whole = 0;  // days since the target's start, both ends counted
};

/// Nothing when more is not better, or when time is not to be divided (line 6 then does not fit).
std::optional<Pace> pace_of(const Target& target, const Observation& figure) {
    if (!is_running_total(target) || target.direction != Direction::higher) return std::nullopt;
    const Pace pace{days_inclusive(target.start, figure.period_end),
                    days_inclusive(target.start, target.deadline)};
    if (pace.passed <= 0 || pace.whole <= 0) return std::nullopt;
    return pace;
}

/// `figure` and `number` as whole numbers of one common unit. No figure of the plan has more than 12 digits;
/// what would not leave room for exact products is nothing.
struct CommonUnit {
    Wide figure, number;
};
std::optional<CommonUnit> in_common_unit(const Decimal& figure, const Decimal& number) {
    constexpr Wide kRoom = Wide{1'000'000'000'000'000} * 1'000'000'000'000;
    CommonUnit both{figure.mantissa(), number.mantissa()};
    for (int scale = figure.scale(); scale < number.scale(); ++scale) both.figure *= 10;
    for (int scale = number.scale(); scale < figure.scale(); ++scale) both.number *= 10;
    if (both.figure > kRoom || both.figure < -kRoom || both.number > kRoom) return std::nullopt;
    return both;
}

/// Share minus pace against a threshold, by cross multiplication: figure/number - passed/whole vs points/100.
std::strong_ordering against(const CommonUnit& values, Pace pace, int points) {
    const Wide left = 100 * (values.figure * pace.whole - values.number * pace.passed);
    const Wide right = values.number * pace.whole * points;
    if (left == right) return std::strong_ordering::equal;
    return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

State pace_state(const CommonUnit& values, Pace pace) {
    if (against(values, pace, kAhead) >= 0) return State::ahead;
    if (against(values, pace, kOnPace) > 0) return State::on_pace;
    return against(values, pace, kSlightlyBehind) > 0 ? State::slightly_behind : State::well_behind;
}

/// REQUIRES: number > 0.
Verdict judge_pace(const Decimal& number, const Decimal& figure, Qualifier qualifier, Pace pace) {
    const auto values = in_common_unit(figure, number);
    if (!values) return cannot(CannotJudge::unreadable);
    const State state = pace_state(*values, pace);
    if (qualifier == Qualifier::over && state != State::ahead) return cannot(CannotJudge::over_pace);
    if (qualifier == Qualifier::under && state != State::well_behind) return cannot(CannotJudge::under_pace);
    return {state, std::nullopt};
}

// ---- the lines

void set_verdict(Judgement& judgement, Verdict verdict) {
    judgement.state = verdict.state;
    judgement.reason = verdict.reason;
}

std::optional<Ratio> share_of(const Target& target, const Observation& figure) {
    if (!is_running_total(target) || target.direction != Direction::higher) return std::nullopt;
    const auto number = target_number(target), value = Decimal::parse(figure.value);
    if (!number || !value || *number <= Decimal(0)) return std::nullopt;
    return Ratio{*value, *number};
}

void rest_on(const Target& target, const Observation& figure, Judgement& judgement) {
    judgement.observation = figure.id;
    judgement.share = share_of(target, figure);
}

/// `good` or `bad` by the comparison.
Verdict compare_with(const Target& target, const Observation& figure, State good, State bad) {
    const auto number = target_number(target), value = Decimal::parse(figure.value);
    if (!number || !value) return cannot(CannotJudge::unreadable);
    return compare(target, *number, *value, figure.qualifier, good, bad);
}

/// Line 4: the newest figure with which a running total has what was asked for, or is beyond its limit;
/// nullptr where there is none. What has once been counted is not taken back by a later figure.
const Observation* beyond_return(const Target& target, const Figures& newest_first) {
    if (!is_running_total(target)) return nullptr;
    const State sought = target.direction == Direction::higher ? State::reached : State::exceeded;
    const auto found = std::find_if(newest_first.begin(), newest_first.end(), [&](auto* figure) {
        const State good = target.direction == Direction::higher ? State::reached : State::cannot_judge;
        const State bad = target.direction == Direction::higher ? State::cannot_judge : State::exceeded;
        return compare_with(target, *figure, good, bad).state == sought;
    });
    return found == newest_first.end() ? nullptr : *found;
}

/// Lines 6 and 7.
void judge_so_far(const Target& target, const Observation& figure, Judgement& judgement) {
    const auto number = target_number(target), value = Decimal::parse(figure.value);
    const auto pace = pace_of(target, figure);
    if (!number || !value || !pace || *number <= Decimal(0))
        return set_verdict(judgement,
                           compare_with(target, figure, State::at_target_so_far, State::short_so_far));
    set_verdict(judgement, judge_pace(*number, *value, figure.qualifier, *pace));
    if (judgement.state != State::cannot_judge)
        judgement.pace = Ratio{Decimal(pace->passed), Decimal(pace->whole)};
}

/// Lines 3 to 7. REQUIRES: there is a figure.
void judge_figures(const Target& target, const Figures& newest_first, Today today, Judgement& judgement) {
    if (const auto* last = last_word(target, newest_first)) {
        rest_on(target, *last, judgement);
        return set_verdict(judgement, compare_with(target, *last, State::met, State::missed));
    }
    if (const auto* figure = beyond_return(target, newest_first)) {
        rest_on(target, *figure, judgement);
        judgement.state = target.direction == Direction::higher ? State::reached : State::exceeded;
        return;
    }
    if (today.clock_trusted && today.date - target.deadline > kWaitForFinal)
        judgement.state = State::final_not_published;
    else
        judge_so_far(target, *newest_first.front(), judgement);
}

}  // namespace

bool is_running_total(const Target& target) {
    return target.kind == Kind::annual_new || target.kind == Kind::annual_total;
}

Judgement judge(const Target& target, std::span<const Observation> observations, Today today) {
    Judgement judgement;
    const Figures all = counting(observations, today), figures = comparable(target, all);
    const bool is_judged = !is_never_judged(target);
    if (!all.empty()) {
        const Observation& newest = figures.empty() || !is_judged ? *all.front() : *figures.front();
        judgement.newest = newest.id;
        rest_on(target, newest, judgement);
    }
    if (!is_judged)
        judgement.state = State::not_judged;
    else if (all.empty())
        judgement.state = State::no_figure;
    else if (figures.empty())
        set_verdict(judgement, cannot(CannotJudge::part_of_period));
    else
        judge_figures(target, figures, today, judgement);
    return judgement;
}

std::optional<Extent> extent_of(const Observation& observation) {
    const auto value = Decimal::parse(observation.value);
    if (!value) return std::nullopt;
    switch (observation.qualifier) {
        case Qualifier::exact:
            return Extent{value, value};
        case Qualifier::over:
            return Extent{value, std::nullopt};
        case Qualifier::under:
            return Extent{std::nullopt, value};
        case Qualifier::approx:
            return Extent{*value - rounding_of(*value), *value + rounding_of(*value)};
    }
    return std::nullopt;
}

bool counts(const Observation& observation, std::span<const Observation> all, Today today) {
    return is_result(observation) && is_known_by(observation, today) &&
           !is_superseded(observation, all, today);
}

}  // namespace catalog
