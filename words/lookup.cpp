#include "words/lookup.h"

#include <algorithm>
#include <map>

#include "catalog/areas.h"
#include "words/sounds.h"

namespace words {
namespace {

std::string name_of(const catalog::Target& target, const Strings& s) {
    std::string name = s.pick(target.short_name).empty() ? s.pick(target.name) : s.pick(target.short_name);
    std::replace(name.begin(), name.end(), '/', ' ');
    return name;
}

}  // namespace

std::vector<std::string> everyday_words(const catalog::Target& target, const Language& language) {
    std::vector<std::string> list = catalog::split_areas(target.index.*language.side);
    std::erase_if(list, [](const std::string& word) { return word.find('/') != word.npos; });
    return list;
}

base::Result<Lookup> Lookup::of(const catalog::Store& store, const catalog::Standing& standing,
                                const Strings& strings) {
    std::vector<catalog::TargetId> ids;
    for (const auto& entry : standing.entries())
        if (!entry.key.parent) ids.push_back(entry.key.id);
    const auto targets = store.targets(ids);
    if (!targets) return base::fail(targets.error(), "opening the words of the targets");
    const auto readings = store.readings();
    if (!readings) return base::fail(readings.error(), "opening how words are read");
    const Sounds sounds{*readings};
    std::map<std::string, Word> found;
    const auto add = [&](const std::string& text, const catalog::Target& target, bool is_name) {
        found.try_emplace(text, Word{.text = text, .letter = {}, .is_name = is_name})
            .first->second.targets.push_back(target.id);
    };
    for (const catalog::Target& target : *targets) {
        const auto list = everyday_words(target, strings.language());
        for (const std::string& word : list) add(word, target, false);
        if (list.empty()) add(name_of(target, strings), target, true);
    }
    std::vector<std::pair<std::string, Word>> sorted;
    for (auto& [text, word] : found) {
        Sounds::Sound sound = sounds.of(text);
        word.letter = std::move(sound.letter);
        sorted.emplace_back(std::move(sound.sorted_by), std::move(word));
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Word> list;
    for (auto& [key, word] : sorted) list.push_back(std::move(word));
    return Lookup{std::move(list)};
}

const Lookup::Word* Lookup::find(std::string_view text) const {
    const auto at =
        std::find_if(words_->begin(), words_->end(), [&](const Word& word) { return word.text == text; });
    return at == words_->end() ? nullptr : &*at;
}

std::vector<std::string> Lookup::letters() const {
    std::vector<std::string> letters;
    for (const Word& word : *words_)
        if (letters.empty() || letters.back() != word.letter) letters.push_back(word.letter);
    return letters;
}

bool Lookup::has_everyday_words() const {
    return std::any_of(words_->begin(), words_->end(), [](const Word& word) { return !word.is_name; });
}

}  // namespace words
