#include "kiosk/scenes/listing.h"

#include <algorithm>

namespace kiosk {
namespace {

using Entry = catalog::Standing::Entry;

bool passes(const Stage& stage, const Filter& filter, const Entry& entry) {
    if (!filter.section.empty() && entry.key.section != filter.section) return false;
    if (filter.state && entry.state != *filter.state) return false;
    if (filter.topic.empty() || entry.key.topic == filter.topic) return true;
    const catalog::Topic* topic = stage.find_topic(filter.topic);
    return topic != nullptr && topic->section && entry.key.section == *topic->section;
}

bool is_plain(const Filter& filter) {
    return filter.section.empty() && filter.topic.empty() && !filter.state;
}

/// The shortest of the lists that hold everything the filter lets pass, in the order of the document.
catalog::Standing::List candidates(const Stage& stage, const Filter& filter) {
    const auto& standing = stage.standing;
    auto list = filter.state            ? standing.in_state(*filter.state)
                : !filter.topic.empty() ? standing.of_topic(filter.topic)
                                        : standing.of_section(filter.section);
    std::sort(list.begin(), list.end(), [](auto* a, auto* b) { return a->key.number < b->key.number; });
    return list;
}

}  // namespace

Listing list_targets(const Stage& stage, const Filter& filter) {
    const auto& standing = stage.standing;
    Listing result;
    if (is_plain(filter)) {
        result.whole = &standing.document();
        for (std::size_t i = 0; i < catalog::kStateCount; ++i)
            result.counts[i] = static_cast<int>(standing.in_state(static_cast<catalog::State>(i)).size());
        return result;
    }
    const auto passing = candidates(stage, filter);
    std::size_t next = 0;
    for (std::size_t i = 0; i < standing.clauses().size(); ++i) {
        const catalog::Clause& clause = standing.clauses()[i];
        const bool asked_for = clause.section == filter.section && !filter.state && filter.topic.empty();
        const std::size_t heading = result.filtered.size();
        result.filtered.push_back({i, nullptr});
        for (; next < passing.size() && passing[next]->key.section == clause.section &&
               passing[next]->key.clause == clause.id;
             ++next) {
            if (!passes(stage, filter, *passing[next])) continue;
            result.filtered.push_back({i, passing[next]});
            ++result.counts[static_cast<std::size_t>(passing[next]->state)];
        }
        if (result.filtered.size() == heading + 1 && !asked_for) result.filtered.pop_back();
    }
    return result;
}

int count_passing(const Stage& stage, const Filter& filter) {
    const auto& standing = stage.standing;
    if (is_plain(filter)) return static_cast<int>(standing.entries().size());
    const bool only_topic = filter.section.empty() && !filter.state,
               only_section = filter.topic.empty() && !filter.state;
    if (only_topic) return static_cast<int>(standing.of_topic(filter.topic).size());
    if (only_section) return static_cast<int>(standing.of_section(filter.section).size());
    if (filter.section.empty() && filter.topic.empty())
        return static_cast<int>(standing.in_state(*filter.state).size());
    int n = 0;
    for (const Entry* entry : candidates(stage, filter)) n += passes(stage, filter, *entry) ? 1 : 0;
    return n;
}

}  // namespace kiosk
