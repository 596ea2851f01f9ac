#include "catalog/judge.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "catalog/unit.h"

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
            const Decimal tolerance = approx_tolerance(number, is_percent(target.unit.zh, target.unit.en));
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

/// A figure in the unit of its target.
struct Measured {
    Decimal value;
    Decimal rounding;  // half a unit of the last non-zero digit that was published
    Qualifier qualifier = Qualifier::exact;
};

/// Whether the figure is what is wanted; nothing when that differs within what the figure may stand for.
std::optional<bool> certainly_fits(const Measured& figure, const Wanted& wanted) {
    switch (figure.qualifier) {
        case Qualifier::over:
            return open_ended_fits(figure.value, true, wanted);
        case Qualifier::under:
            return open_ended_fits(figure.value, false, wanted);
        case Qualifier::approx: {
            const bool low = fits(figure.value - figure.rounding, wanted),
                       high = fits(figure.value + figure.rounding, wanted);
            return low == high ? std::optional(low) : std::nullopt;
        }
        default:
            return fits(figure.value, wanted);
    }
}

CannotJudge why_uncertain(Qualifier qualifier) {
    if (qualifier == Qualifier::over) return CannotJudge::only_over;
    return qualifier == Qualifier::under ? CannotJudge::only_under : CannotJudge::rounded;
}

Verdict compare(const Target& target, const Decimal& number, const Measured& figure, State good, State bad) {
    const auto answer = certainly_fits(figure, wanted_by(target, number));
    if (!answer) return cannot(why_uncertain(figure.qualifier));
    return {*answer ? good : bad, std::nullopt};
}

// ---- a figure as a number of its target

/// part x whole / 100, exactly; nothing when it has more digits than a decimal holds.
std::optional<Decimal> percent_of_number(const Decimal& part, const Decimal& whole) {
    const Wide product = Wide{part.mantissa()} * whole.mantissa();
    constexpr Wide kMost = 999'999'999'999'999'999;
    if (product > kMost || product < -kMost) return std::nullopt;
    return Decimal(static_cast<std::int64_t>(product), part.scale() + whole.scale() + 2);
}

/// What is written in the figure's own unit, in that of the target. Empty units are the target's.
std::optional<Decimal> in_unit_of(const Target& target, const Observation& figure, const Decimal& number) {
    if (figure.unit.empty()) return number;
    const bool in_chinese = !figure.unit.zh.empty() && !target.unit.zh.empty();
    return in_chinese ? convert(number, figure.unit.zh, target.unit.zh)
                      : convert(number, figure.unit.en, target.unit.en);
}

std::optional<Measured> measured(const Target& target, const Observation& figure) {
    const auto written = Decimal::parse(figure.value);
    if (!written) return std::nullopt;
    const auto scaled = [&](const Decimal& number) -> std::optional<Decimal> {
        if (figure.basis == Basis::value) return in_unit_of(target, figure, number);
        const auto whole = target_number(target);
        return whole ? percent_of_number(number, *whole) : std::nullopt;
    };
    const auto value = scaled(*written), rounding = scaled(rounding_of(*written));
    if (!value || !rounding) return std::nullopt;
    return Measured{*value, magnitude(*rounding), figure.qualifier};
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
Verdict judge_pace(const Decimal& number, const Measured& figure, Pace pace) {
    const auto values = in_common_unit(figure.value, number);
    if (!values) return cannot(CannotJudge::unreadable);
    const State state = pace_state(*values, pace);
    if (figure.qualifier == Qualifier::over && state != State::ahead) return cannot(CannotJudge::over_pace);
    if (figure.qualifier == Qualifier::under && state != State::well_behind)
        return cannot(CannotJudge::under_pace);
    return {state, std::nullopt};
}

// ---- the lines

void set_verdict(Judgement& judgement, Verdict verdict) {
    judgement.state = verdict.state;
    judgement.reason = verdict.reason;
}

std::optional<Ratio> share_of(const Target& target, const Observation& figure) {
    if (!is_running_total(target) || target.direction != Direction::higher || !has_number(figure))
        return std::nullopt;
    const auto number = target_number(target);
    const auto value = measured(target, figure);
    if (!number || !value || *number <= Decimal(0)) return std::nullopt;
    return Ratio{value->value, *number};
}

void rest_on(const Target& target, const Observation& figure, Judgement& judgement) {
    judgement.observation = figure.id;
    judgement.share = share_of(target, figure);
}

/// `good` or `bad` by the comparison. REQUIRES: the figure has a number.
Verdict compare_with(const Target& target, const Observation& figure, State good, State bad) {
    const auto number = target_number(target);
    const auto value = measured(target, figure);
    if (!number || !value) return cannot(CannotJudge::unreadable);
    return compare(target, *number, *value, good, bad);
}

/// Line 3, of the last word: by the number, and where there is none by what the publisher says.
Verdict judge_last_word(const Target& target, const Observation& figure) {
    if (has_number(figure)) return compare_with(target, figure, State::met, State::missed);
    switch (figure.outcome) {
        case PublishedOutcome::completed:
            return {State::met, std::nullopt};
        case PublishedOutcome::not_completed:
            return {State::missed, std::nullopt};
        case PublishedOutcome::under_way:
            return {State::under_way, std::nullopt};
        case PublishedOutcome::none:
            break;
    }
    return cannot(CannotJudge::unreadable);
}

bool is_said_to_be_completed(const Observation& figure) {
    return !has_number(figure) && figure.outcome == PublishedOutcome::completed;
}

/// Line 4: whether by this figure a running total has what was asked for, or is beyond its limit.
bool is_beyond_return(const Target& target, const Observation& figure) {
    if (target.direction == Direction::higher)
        return has_number(figure)
                   ? compare_with(target, figure, State::reached, State::cannot_judge).state == State::reached
                   : is_said_to_be_completed(figure);
    return has_number(figure) &&
           compare_with(target, figure, State::cannot_judge, State::exceeded).state == State::exceeded;
}

/// The newest such figure; nullptr where there is none. What has once been counted is not taken back by a
/// later figure.
const Observation* beyond_return(const Target& target, const Figures& newest_first) {
    if (!is_running_total(target)) return nullptr;
    const auto found = std::find_if(newest_first.begin(), newest_first.end(),
                                    [&](auto* figure) { return is_beyond_return(target, *figure); });
    return found == newest_first.end() ? nullptr : *found;
}

/// After line 5, where the publisher gives no number that could be compared.
Verdict judge_by_word(const Observation& figure) {
    if (figure.outcome == PublishedOutcome::under_way || figure.basis == Basis::percent_of_works)
        return {State::under_way, std::nullopt};
    if (figure.outcome == PublishedOutcome::not_completed) return {State::short_so_far, std::nullopt};
    return cannot(CannotJudge::unreadable);
}

/// Lines 6 and 7.
void judge_so_far(const Target& target, const Observation& figure, Judgement& judgement) {
    if (!has_number(figure)) return set_verdict(judgement, judge_by_word(figure));
    const auto number = target_number(target);
    const auto value = measured(target, figure);
    const auto pace = pace_of(target, figure);
    if (!number || !value || !pace || *number <= Decimal(0))
        return set_verdict(judgement,
                           compare_with(target, figure, State::at_target_so_far, State::short_so_far));
    set_verdict(judgement, judge_pace(*number, *value, *pace));
    if (judgement.state != State::cannot_judge)
        judgement.pace = Ratio{Decimal(pace->passed), Decimal(pace->whole)};
}

/// Lines 3 to 7. REQUIRES: there is a figure.
void judge_figures(const Target& target, const Figures& newest_first, Today today, Judgement& judgement) {
    if (const auto* last = last_word(target, newest_first)) {
        rest_on(target, *last, judgement);
        return set_verdict(judgement, judge_last_word(target, *last));
    }
    if (const auto* figure = beyond_return(target, newest_first)) {
        rest_on(target, *figure, judgement);
        judgement.state = target.direction == Direction::higher ? State::reached : State::exceeded;
        return;
    }
    const Observation& newest = *newest_first.front();
    if (is_said_to_be_completed(newest))
        judgement.state = State::reached;
    else if (today.clock_trusted && today.date - target.deadline > kWaitForFinal)
        judgement.state = State::final_not_published;
    else
        judge_so_far(target, newest, judgement);
}

}  // namespace

bool has_number(const Observation& figure) {
    return !figure.value.empty() && figure.basis != Basis::percent_of_works;
}

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

std::optional<Extent> extent_of(const Target& target, const Observation& observation) {
    const auto figure = has_number(observation) ? measured(target, observation) : std::nullopt;
    if (!figure) return std::nullopt;
    const Decimal& value = figure->value;
    switch (figure->qualifier) {
        case Qualifier::exact:
            return Extent{value, value};
        case Qualifier::over:
            return Extent{value, std::nullopt};
        case Qualifier::under:
            return Extent{std::nullopt, value};
        case Qualifier::approx:
            return Extent{value - figure->rounding, value + figure->rounding};
    }
    return std::nullopt;
}

bool counts(const Observation& observation, std::span<const Observation> all, Today today) {
    return is_result(observation) && is_known_by(observation, today) &&
           !is_superseded(observation, all, today);
}

}  // namespace catalog
