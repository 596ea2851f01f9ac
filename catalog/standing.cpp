#include "catalog/standing.h"

#include <algorithm>

namespace catalog {

base::Result<Standing> Standing::of(const Store& store, Today today) {
    Standing standing;
    standing.today_ = today;
    auto keys = store.target_keys();
    if (!keys) return base::fail(keys.error(), "reading the list of targets");
    standing.entries_.reserve(keys->size());
    for (auto& key : *keys) {
        standing.by_id_.emplace(key.id, standing.entries_.size());
        standing.entries_.push_back({std::move(key)});
    }
    const int year = store.release().plan_year;
    auto judged = store.for_each_judgeable([&](const Target& target, std::span<const Observation> observations) {
        const auto found = standing.by_id_.find(target.id);
        if (found == standing.by_id_.end()) return;
        Entry& entry = standing.entries_[found->second];
        entry.state = judge(target, observations, year, today).state;
        if (!is_counted(entry)) return;
        ++standing.counts_[static_cast<std::size_t>(entry.state)];
        ++standing.counted_;
    });
    if (!judged) return base::fail(judged.error(), "judging the targets");
    return standing;
}

const Standing::Entry* Standing::find(const TargetId& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &entries_[found->second];
}

bool Standing::is_counted(const Entry& entry) {
    return (entry.key.tier == Tier::core || entry.key.tier == Tier::project) && !entry.key.same_as;
}

std::vector<const Standing::Entry*> Standing::of_topic(const Topic& topic) const {
    std::vector<const Entry*> own, section;
    for (const Entry& entry : entries_) {
        if (topic.section && entry.key.section == *topic.section)
            section.push_back(&entry);
        else if (entry.key.topic == topic.id)
            own.push_back(&entry);
    }
    std::stable_sort(own.begin(), own.end(), [](auto* a, auto* b) { return a->key.position < b->key.position; });
    own.insert(own.end(), section.begin(), section.end());
    return own;
}

}  // namespace catalog
