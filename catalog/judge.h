#pragma once

#include <array>
#include <optional>
#include <span>

#include "catalog/decimal.h"
#include "catalog/model.h"

namespace catalog {

/// How a target stands. The words of `kStateNames` are what `kiosk --states` prints and the catalog's filters
/// use.
enum class State {
    met,
    missed,
    cannot_judge,
    reached,   // a running total that has what was asked for, before its deadline
    exceeded,  // a running total of which less is better, beyond its limit
    ahead,
    on_pace,
    slightly_behind,
    well_behind,
    at_target_so_far,
    short_so_far,
    under_way,  // by the publisher's word, where there is no number to compare
    final_not_published,
    no_figure,
    not_judged,
};
inline constexpr std::array kStateNames{
    "met",          "missed",    "cannot_judge",        "reached",     "exceeded",
    "ahead",        "on_pace",   "slightly_behind",     "well_behind", "at_target_so_far",
    "short_so_far", "under_way", "final_not_published", "no_figure",   "not_judged"};
constexpr std::size_t kStateCount = kStateNames.size();
static_assert(kStateCount == static_cast<std::size_t>(State::not_judged) + 1, "one name for each state");

/// Why a figure that is there cannot be judged.
enum class CannotJudge {
    rounded,         // `approx`: its interval holds values on both sides of the target
    only_over,       // "more than x" and the target lies above x
    only_under,      // "less than x" and the target lies below x
    over_pace,       // "more than x" during the year, not certainly ahead
    under_pace,      // "less than x" during the year, not certainly well behind
    unreadable,      // the target or the figure is not a decimal number, and no word says how it went
    part_of_period,  // of a running total, with a period that begins after the target's start
};
inline constexpr std::array kCannotJudgeNames{"rounded",    "only_over",  "only_under",    "over_pace",
                                              "under_pace", "unreadable", "part_of_period"};
static_assert(kCannotJudgeNames.size() == static_cast<std::size_t>(CannotJudge::part_of_period) + 1,
              "one name for each reason");

/// Today as the judging rules see it.
struct Today {
    base::Date date;
    bool clock_trusted = true;  // false: rules that need the date leave it out
};

/// A part of a whole, kept exact until it is said. REQUIRES: whole > 0.
struct Ratio {
    Decimal part, whole;
    /// Percent, rounded once to `places` decimals, never up to 100.
    [[nodiscard]] Decimal percent(int places, Rounding rounding = Rounding::nearest) const {
        return percent_of(part, whole, places, rounding);
    }
};

struct Judgement {
    State state = State::no_figure;
    std::optional<ObservationId> observation;  // the figure the state rests on, or that is shown beside it
    std::optional<ObservationId> newest;  // of the figures that can be compared: another one where the state
                                          // rests on an older figure (reached, exceeded)
    std::optional<Ratio>
        share;  // of `observation` in the target, uncapped: running totals with direction higher
    std::optional<Ratio> pace;          // of the time that had passed, where it was judged
    std::optional<CannotJudge> reason;  // for State::cannot_judge
};

/// Whether a figure says in a number how much of its target there is; else its publisher's word decides.
[[nodiscard]] bool has_number(const Observation& figure);

/// A yearly total, of which figures count from the target's start and only grow.
[[nodiscard]] bool is_running_total(const Target& target);

/// The rules of docs/formats/catalog.md, "Judging", the first line that fits. Pure: the same input always
/// gives the same answer. `observations` are those of the target (of the one it is `same_as`, where it is),
/// in any order.
[[nodiscard]] Judgement judge(const Target& target, std::span<const Observation> observations, Today today);

/// The numbers that a figure may stand for: both ends are the same for an exact one; an end that is open is
/// nothing.
struct Extent {
    std::optional<Decimal> low, high;
    [[nodiscard]] bool is_exact() const { return low && high && *low == *high; }
};
/// In the target's unit. Nothing when the figure has no number that could be compared with the target's.
[[nodiscard]] std::optional<Extent> extent_of(const Target& target, const Observation& observation);

/// Whether a figure counts: it is a result, known by today, and no result known by today supersedes it. `all`
/// are the observations of the same target.
[[nodiscard]] bool counts(const Observation& observation, std::span<const Observation> all, Today today);

}  // namespace catalog
