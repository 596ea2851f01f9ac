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

/// Of text on a line: what stands in full width counts twice.
std::size_t halves_of(std::string_view text) {
    std::size_t halves = 0;
    for (const char byte : text) {
        const auto first = static_cast<unsigned char>(byte);  // of a character in UTF-8, or none
        if (first < 0x80 || first >= 0xc0) halves += first >= 0xe0 ? 2 : 1;
    }
    return halves;
}

std::vector<Lookup::Initial> initials_of(const std::vector<Lookup::Word>& words) {
    constexpr std::size_t kLeast = 5;
    std::vector<Lookup::Initial> initials;
    for (const Lookup::Word& word : words) {
        if (initials.empty() || initials.back().letter != word.letter) initials.push_back({word.letter});
        ++initials.back().words;
        initials.back().halves += std::max(kLeast, halves_of(word.text));
    }
    return initials;
}

}  // namespace

std::vector<std::string> everyday_words(const catalog::Target& target, const Language& language) {
    std::vector<std::string> list = catalog::split_areas(target.index.*language.side);
    std::erase_if(list, [](const std::string& word) { return word.find('/') != word.npos; });
    return list;
}

/// Gathers words target by target, and sorts them.
class LookupMaker {
public:
    explicit LookupMaker(const Strings& strings) : strings_(strings) {}

    void add(const catalog::Target& target) {
        auto list = everyday_words(target, strings_.language());
        for (const std::string& word : list) add(word, target, false);
        if (list.empty()) add(name_of(target, strings_), target, true);
        list.resize(std::min<std::size_t>(list.size(), 2));
        if (!list.empty()) first_two_.emplace(target.id, std::move(list));
    }
    void choose(const catalog::TopicId& topic, const catalog::Standing::List& targets) {
        std::vector<std::string>& chosen = of_topic_[topic];
        for (std::size_t nth = 0; nth < 2; ++nth)
            for (const auto* entry : targets) {
                const auto words = first_two_.find(entry->key.id);
                if (words == first_two_.end() || nth >= words->second.size()) continue;
                const std::string& word = words->second[nth];
                const bool is_new = std::find(chosen.begin(), chosen.end(), word) == chosen.end();
                if (is_new) chosen.push_back(word);
                if (chosen.size() == Lookup::kMostOfTopic) return;
            }
    }
    [[nodiscard]] Lookup take(const Sounds& sounds) {
        std::vector<std::pair<std::string, Lookup::Word>> sorted;
        for (auto& [text, word] : found_) {
            Sounds::Sound sound = sounds.of(text);
            word.letter = std::move(sound.letter);
            sorted.emplace_back(std::move(sound.sorted_by), std::move(word));
        }
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        auto words = std::make_shared<std::vector<Lookup::Word>>();
        for (auto& [key, word] : sorted) words->push_back(std::move(word));
        auto by_text = std::make_shared<std::map<std::string_view, std::size_t>>();
        for (std::size_t i = 0; i < words->size(); ++i) by_text->emplace((*words)[i].text, i);
        Lookup lookup;
        lookup.has_everyday_words_ =
            std::any_of(words->begin(), words->end(), [](const Lookup::Word& word) { return !word.is_name; });
        lookup.initials_ = std::make_shared<std::vector<Lookup::Initial>>(initials_of(*words));
        lookup.words_ = std::move(words);
        lookup.by_text_ = std::move(by_text);
        lookup.of_topic_ = std::make_shared<decltype(of_topic_)>(std::move(of_topic_));
        return lookup;
    }

private:
    void add(const std::string& text, const catalog::Target& target, bool is_name) {
        found_.try_emplace(text, Lookup::Word{.text = text, .letter = {}, .is_name = is_name})
            .first->second.targets.push_back(target.id);
    }

    const Strings& strings_;
    std::map<std::string, Lookup::Word> found_;
    std::map<catalog::TargetId, std::vector<std::string>> first_two_;
    std::map<catalog::TopicId, std::vector<std::string>> of_topic_;
};

base::Result<Lookup> Lookup::of(const catalog::Store& store, const catalog::Standing& standing,
                                const Strings& strings) {
    std::vector<catalog::TargetId> ids;
    for (const auto& entry : standing.entries())
        if (!entry.key.parent) ids.push_back(entry.key.id);
    const auto targets = store.targets(ids);
    if (!targets) return base::fail(targets.error(), "opening the words of the targets");
    const auto topics = store.topics();
    if (!topics) return base::fail(topics.error(), "opening the words of the targets");
    const auto readings = store.readings();
    if (!readings) return base::fail(readings.error(), "opening how words are read");
    LookupMaker maker{strings};
    for (const catalog::Target& target : *targets) maker.add(target);
    for (const catalog::Topic& topic : *topics) maker.choose(topic.id, standing.of_topic(topic.id));
    return maker.take(Sounds{*readings});
}

const Lookup::Word* Lookup::find(std::string_view text) const {
    const auto at = by_text_->find(text);
    return at == by_text_->end() ? nullptr : &(*words_)[at->second];
}

const std::vector<std::string>& Lookup::of_topic(const catalog::TopicId& topic) const {
    static const std::vector<std::string> none;
    const auto at = of_topic_->find(topic);
    return at == of_topic_->end() ? none : at->second;
}

}  // namespace words
