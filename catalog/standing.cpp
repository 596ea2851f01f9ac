#include "catalog/standing.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace catalog {
namespace {

Store::TargetKey key_of(const Target& target) {
    return {.id = target.id,
            .number = target.number,
            .topic = target.topic,
            .position = target.position,
            .section = target.section,
            .clause = target.clause,
            .tier = target.tier,
            .parent = target.parent,
            .same_as = target.same_as};
}

bool is_promise_with_number(const Standing::Entry& entry) {
    return entry.key.tier == Tier::core || entry.key.tier == Tier::project;
}

}  // namespace

base::Result<Standing> Standing::of(const Store& store, Today today) {
    Standing standing;
    standing.today_ = today;
    auto clauses = store.clauses();
    const auto topics = store.topics();
    const auto sections = store.sections();
    if (!clauses) return base::fail(clauses.error(), "reading the clauses");
    if (!topics) return base::fail(topics.error(), "reading the topics");
    if (!sections) return base::fail(sections.error(), "reading the sections");
    standing.clauses_ = std::move(*clauses);
    if (auto judged = standing.judge_all(store); !judged)
        return base::fail(judged.error(), "judging the targets");
    standing.add_unnamed_clauses(*sections);
    standing.sort_into_lists(*topics);
    return standing;
}

base::Status Standing::judge_all(const Store& store) {
    auto done = store.for_each_judgeable([&](const Target& target,
                                             std::span<const Observation> observations) {
        const Judgement judged = judge(target, observations, today_);
        const Entry& entry = entries_.emplace_back(Entry{key_of(target), judged.state, judged.observation});
        if (entry.key.parent)
            ++parts_;
        else if (!is_promise_with_number(entry))
            ++without_number_;
        if (!is_counted(entry)) return;
        if (entry.figure) ++with_figure_;
        ++counts_[static_cast<std::size_t>(entry.state)];
        ++counted_;
    });
    entries_.shrink_to_fit();
    return done;
}

/// What stands in a section and in none of its clauses stands first in it, under the section's own name.
void Standing::add_unnamed_clauses(const std::vector<Section>& sections) {
    for (const Section& section : sections) {
        const bool is_needed = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
            return entry.key.section == section.id && entry.key.clause.empty();
        });
        if (!is_needed) continue;
        const auto first = std::find_if(clauses_.begin(), clauses_.end(),
                                        [&](const Clause& clause) { return clause.section == section.id; });
        clauses_.insert(first, Clause{section.id, "", section.position, section.name});
    }
}

void Standing::sort_into_lists(const std::vector<Topic>& topics) {
    std::map<std::pair<std::string_view, std::string_view>, List> of_clause;  // by section and id
    by_id_.reserve(entries_.size());
    for (const Entry& entry : entries_) {
        by_id_.push_back(&entry);
        if (entry.key.parent) continue;  // on the page of its whole
        if (entry.key.topic) of_topic_[*entry.key.topic].push_back(&entry);
        of_section_[entry.key.section].push_back(&entry);
        const auto state = static_cast<std::size_t>(entry.state);
        in_state_[state].push_back(&entry);
        ++counts_of_section_[entry.key.section][state];
        ++counts_of_all_[state];
        of_clause[{entry.key.section.text, entry.key.clause}].push_back(&entry);
    }
    std::sort(by_id_.begin(), by_id_.end(), [](auto* a, auto* b) { return a->key.id < b->key.id; });
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
    document_.reserve(clauses_.size() + entries_.size());
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
        document_.push_back({i, nullptr});
        for (const Entry* entry : of_clause[{clauses_[i].section.text, clauses_[i].id}])
            document_.push_back({i, entry});
    }
}

const Standing::Entry* Standing::find(const TargetId& id) const {
    const auto found =
        std::lower_bound(by_id_.begin(), by_id_.end(), id,
                         [](const Entry* entry, const TargetId& wanted) { return entry->key.id < wanted; });
    return found == by_id_.end() || (*found)->key.id != id ? nullptr : *found;
}

bool Standing::is_counted(const Entry& entry) {
    return is_promise_with_number(entry) && !entry.key.same_as && !entry.key.parent;
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

Standing::Counts Standing::counts_of_section(const SectionId& id) const {
    const auto found = counts_of_section_.find(id);
    return found == counts_of_section_.end() ? Counts{} : found->second;
}

}  // namespace catalog
