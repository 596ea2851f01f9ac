#include "catalog/facts.h"

#include <algorithm>

namespace catalog {
namespace {

/// In order of period_end, so the last that no other corrects.
std::optional<Observation> newest_forecast(const std::vector<Observation>& all, Today today) {
    const auto is_one = [&](const Observation& o) {
        return o.status == ObservationStatus::forecast &&
               (!today.clock_trusted || !o.published_on || *o.published_on <= today.date) &&
               std::none_of(all.begin(), all.end(),
                            [&](const Observation& other) { return other.supersedes == o.id; });
    };
    const auto found = std::find_if(all.rbegin(), all.rend(), is_one);
    return found == all.rend() ? std::nullopt : std::optional(*found);
}

}  // namespace

const Observation* Facts::baseline() const {
    const Observation* latest = nullptr;
    for (const auto& o : observations)
        if (o.status == ObservationStatus::baseline) latest = &o;
    return latest;
}

const Observation* Facts::corrected() const {
    if (!shown || !shown->supersedes) return nullptr;
    for (const auto& o : observations)
        if (o.id == *shown->supersedes) return &o;
    return nullptr;
}

base::Result<Facts> load_facts(const Store& store, Today today, const TargetId& id) {
    auto target = store.target(id);
    if (!target) return base::fail(target.error(), "opening target " + id.text);
    Facts facts{.target = std::move(*target)};
    auto observations = store.observations(facts.target);
    if (!observations) return base::fail(observations.error(), "reading the figures of " + id.text);
    facts.observations = std::move(*observations);
    facts.judgement = judge(facts.target, facts.observations, today);
    for (const auto& o : facts.observations) {
        if (o.id == facts.judgement.observation) facts.shown = o;
        if (o.id == facts.judgement.newest && o.id != facts.judgement.observation) facts.newer = o;
        if (o.status == ObservationStatus::baseline || counts(o, facts.observations, today))
            facts.known.push_back(o);
    }
    facts.forecast = newest_forecast(facts.observations, today);
    auto revisions = store.revisions(id);
    const auto parts = store.parts(id);
    if (!revisions || !parts)
        return base::fail(!revisions ? revisions.error() : parts.error(), "reading more of " + id.text);
    facts.revisions = std::move(*revisions);
    facts.parts = parts->size();
    return facts;
}

}  // namespace catalog
