#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "catalog/judge.h"
#include "catalog/model.h"
#include "catalog/store.h"

namespace catalog {

/// One target with all that can be said of it on one day: what a page of it, on whatever medium, speaks of.
struct Facts {
    Target target;
    std::vector<Observation> observations;  // all of them
    std::vector<Observation> known;         // baselines and what counts today, by period_end
    Judgement judgement;
    std::optional<Observation> shown;     // beside the promise: the state rests on it
    std::optional<Observation> newer;     // a later figure than the one that the state rests on
    std::optional<Observation> forecast;  // the newest that is not corrected: never a result
    std::vector<Revision> revisions;      // what the target was before, the earliest first
    std::size_t parts = 0;                // that have numbers of their own

    /// Whether the promise is a number to be reached, not a sentence that happens to hold one.
    [[nodiscard]] bool has_number() const {
        return target.comparator != Comparator::qualitative &&
               !(target.value.empty() && target.value_text.empty());
    }
    /// The figure of the year before; null when none is published.
    [[nodiscard]] const Observation* baseline() const;
    /// The figure that `shown` corrects; null when it corrects none.
    [[nodiscard]] const Observation* corrected() const;
    /// The figure that belongs into a picture beside the target: one that cannot be held against it does not.
    [[nodiscard]] const Observation* pictured() const {
        return shown && judgement.reason != CannotJudge::part_of_period ? &*shown : nullptr;
    }
};

/// Errors: not_found when the release does not contain `id`; what loading says.
[[nodiscard]] base::Result<Facts> load_facts(const Store& store, Today today, const TargetId& id);

}  // namespace catalog
