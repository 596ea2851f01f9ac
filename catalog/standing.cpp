#include "catalog/standing.h"

#include <algorithm>
#include <utility>

namespace catalog {

base::Result<Standing> Standing::of(const Store& store, Today today) {
    Standing standing;
    standing.today_ = today;
    auto keys = store.target_keys();
    auto clauses = store.clauses();
    const auto topics = store.topics();
    if (!keys) return base::fail(keys.error(), "reading the list of targets");
    if (!clauses) return base::fail(clauses.error(), "reading the clauses");
    if (!topics) return base::fail(topics.error(), "reading the topics");
    standing.clauses_ = std::move(*clauses);
    standing.entries_.reserve(keys->size());
    for (auto& key : *keys) {
        standing.by_id_.emplace(key.id, standing.entries_.size());
        standing.entries_.push_back({std::move(key)});
    }
    if (auto judged = standing.judge_all(store); !judged)
        return base::fail(judged.error(), "judging the targets");
    standing.sort_into_lists(*topics);
    return standing;
}

base::Status Standing::judge_all(const Store& store) {
    const int year = store.release().plan_year;
    return store.for_each_judgeable([&](const Target& target, std::span<const Observation> observations) {
        const auto found = by_id_.find(target.id);
        if (found == by_id_.end()) return;
        Entry& entry = entries_[found->second];
        const Judgement judged = judge(target, observations, year, today_);
        entry.state = judged.state;
        entry.figure = judged.observation;
        if (!is_counted(entry)) return;
        ++counts_[static_cast<std::size_t>(entry.state)];
        ++counted_;
    });
}

void Standing::sort_into_lists(const std::vector<Topic>& topics) {
    std::map<std::pair<SectionId, std::string>, List> of_clause;
    for (const Entry& entry : entries_) {
        if (entry.key.topic) of_topic_[*entry.key.topic].push_back(&entry);
        of_section_[entry.key.section].push_back(&entry);
        in_state_[static_cast<std::size_t>(entry.state)].push_back(&entry);
        of_clause[{entry.key.section, entry.key.clause}].push_back(&entry);
    }
    for (const Topic& topic : topics) {
        List& own = of_topic_[topic.id];
        if (topic.section)
            std::erase_if(own, [&](const Entry* e) { return e->key.section == *topic.section; });
        std::stable_sort(own.begin(), own.end(),
                         [](auto* a, auto* b) { return a->key.position < b->key.position; });
        if (topic.section)
            own.insert(own.end(), of_section_[*topic.section].begin(), of_section_[*topic.section].end());
        Counts& counts = counts_of_topic_[topic.id];
        for (const Entry* entry : own) ++counts[static_cast<std::size_t>(entry->state)];
    }
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
        document_.push_back({i, nullptr});
        for (const Entry* entry : of_clause[{clauses_[i].section, clauses_[i].id}])
            document_.push_back({i, entry});
    }
}

const Standing::Entry* Standing::find(const TargetId& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &entries_[found->second];
}

bool Standing::is_counted(const Entry& entry) {
    return (entry.key.tier == Tier::core || entry.key.tier == Tier::project) && !entry.key.same_as;
}

const Standing::List& Standing::of_topic(const TopicId& id) const {
    static const List kNone;
    const auto found = of_topic_.find(id);
    return found == of_topic_.end() ? kNone : found->second;
}

const Standing::List& Standing::of_section(const SectionId& id) const {
    static const List kNone;
    const auto found = of_section_.find(id);
    return found == of_section_.end() ? kNone : found->second;
}

Standing::Counts Standing::counts_of_topic(const TopicId& id) const {
    const auto found = counts_of_topic_.find(id);
    return found == counts_of_topic_.end() ? Counts{} : found->second;
}

}  // namespace catalog
