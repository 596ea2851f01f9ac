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
    ahead,
    on_pace,
    slightly_behind,
    well_behind,
    at_target_so_far,
    short_so_far,
    final_not_published,
    no_figure,
    not_judged,
};
inline constexpr std::array kStateNames{"met",          "missed",
                                        "cannot_judge", "ahead",
                                        "on_pace",      "slightly_behind",
                                        "well_behind",  "at_target_so_far",
                                        "short_so_far", "final_not_published",
                                        "no_figure",    "not_judged"};
constexpr std::size_t kStateCount = kStateNames.size();

/// Why a figure that is there cannot be judged.
enum class CannotJudge {
    rounded,     // `approx`: its interval holds values on both sides of the target
    only_over,   // "more than x" and the target lies above x
    only_under,  // "less than x" and the target lies below x
    over_pace,   // "more than x" during the year, not certainly ahead
    under_pace,  // "less than x" during the year, not certainly well behind
    unreadable,  // the target or the figure is not a decimal number
};
inline constexpr std::array kCannotJudgeNames{"rounded",   "only_over",  "only_under",
                                              "over_pace", "under_pace", "unreadable"};

/// Today as the judging rules see it.
struct Today {
    base::Date date;
    bool clock_trusted = true;  // false: rules that need the date leave it out
};

struct Judgement {
    State state = State::no_figure;
    std::optional<ObservationId> observation;  // the figure the state rests on, or that is shown beside it
    std::optional<Decimal> share;       // percent, two decimals, uncapped: annual kinds with direction higher
    std::optional<Decimal> pace;        // percent of the time that had passed, two decimals
    std::optional<CannotJudge> reason;  // for State::cannot_judge
};

/// The rules of docs/formats/catalog.md, "Judging", the first line that fits. Pure: the same input always
/// gives the same answer. `observations` are those of the target (of the one it is `same_as`, where it is),
/// in any order. `plan_year` is the release's.
[[nodiscard]] Judgement judge(const Target& target, std::span<const Observation> observations, int plan_year,
                              Today today);

/// Whether a figure counts: it is of the plan year, known by today, and no figure known by today supersedes
/// it. `all` are the observations of the same target.
[[nodiscard]] bool counts(const Observation& observation, std::span<const Observation> all, int plan_year,
                          Today today);

}  // namespace catalog
