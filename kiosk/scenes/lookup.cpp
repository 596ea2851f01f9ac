#include "kiosk/scenes/lookup.h"

#include <algorithm>

namespace kiosk {

base::Result<words::Lookup> lookup_of(const Stage& stage) {
    if (stage.lookup != nullptr) return *stage.lookup;
    return words::Lookup::of(stage.store, stage.standing, stage.strings);
}

std::vector<std::string> words_of_topic(const Stage& stage, const catalog::TopicId& topic,
                                        const words::Lookup& lookup, std::size_t most) {
    std::vector<catalog::TargetId> ids;
    for (const auto* entry : stage.standing.of_topic(topic)) ids.push_back(entry->key.id);
    const auto targets = stage.store.targets(ids);
    if (!targets) return {};
    std::vector<std::string> chosen;
    const auto add = [&](const std::string& word) {
        const bool is_new = std::find(chosen.begin(), chosen.end(), word) == chosen.end();
        if (is_new && chosen.size() < most && lookup.find(word) != nullptr) chosen.push_back(word);
    };
    for (std::size_t nth = 0; nth < 2; ++nth)
        for (const catalog::Target& target : *targets) {
            const auto words = words::everyday_words(target, stage.strings.language());
            if (nth < words.size()) add(words[nth]);
        }
    return chosen;
}

const catalog::Standing::Entry* find_number(const Stage& stage, int number) {
    for (const auto& entry : stage.standing.entries())
        if (entry.key.number == number) return &entry;
    return nullptr;
}

}  // namespace kiosk
