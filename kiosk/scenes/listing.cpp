#include "kiosk/scenes/listing.h"

#include <algorithm>

#include "kiosk/scenes/lookup.h"

namespace kiosk {
namespace {

using Entry = catalog::Standing::Entry;

std::vector<const Entry*> all_of(const Stage& stage) {
    std::vector<const Entry*> list;
    for (const Entry& entry : stage.standing.entries())
        if (!entry.key.parent) list.push_back(&entry);
    return list;
}

std::vector<const Entry*> found_by(const Stage& stage, const std::string& word) {
    std::vector<const Entry*> list;
    const auto lookup = lookup_of(stage);
    const words::Lookup::Word* found = lookup ? lookup->find(word) : nullptr;
    if (found == nullptr) return list;
    for (const auto& id : found->targets)
        if (const Entry* entry = stage.standing.find(id)) list.push_back(entry);
    return list;
}

/// Of everything but the state.
std::vector<const Entry*> entries_of(const Stage& stage, const Filter& filter) {
    std::vector<const Entry*> list;
    if (!filter.topic.empty())
        list = stage.standing.of_topic(filter.topic);
    else if (!filter.section.empty())
        list = stage.standing.of_section(filter.section);
    else if (!filter.word.empty())
        list = found_by(stage, filter.word);
    else
        list = all_of(stage);
    if (filter.topic.empty())
        std::stable_sort(list.begin(), list.end(),
                         [](auto* a, auto* b) { return a->key.number < b->key.number; });
    return list;
}

}  // namespace

std::vector<catalog::TargetId> targets_of(const Stage& stage, const Filter& filter) {
    std::vector<catalog::TargetId> ids;
    for (const Entry* entry : entries_of(stage, filter))
        if (!filter.state || entry->state == *filter.state) ids.push_back(entry->key.id);
    return ids;
}

StateCounts counts_of(const Stage& stage, Filter filter) {
    if (filter.topic.empty() && !filter.section.empty())
        return stage.standing.counts_of_section(filter.section);
    if (filter.topic.empty() && filter.word.empty()) return stage.standing.counts_of_all();
    StateCounts counts{};
    filter.state.reset();
    for (const Entry* entry : entries_of(stage, filter)) ++counts[static_cast<std::size_t>(entry->state)];
    return counts;
}

}  // namespace kiosk
