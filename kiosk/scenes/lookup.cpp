#include "kiosk/scenes/lookup.h"

#include <algorithm>
#include <map>

namespace kiosk {
namespace {

constexpr const char* kNoLetter = "#";

/// A letter that stands for itself.
std::string letter_of_latin(std::string_view text) {
    const char c = text.empty() ? ' ' : text.front();
    if (c >= 'a' && c <= 'z') return std::string(1, static_cast<char>(c - 'a' + 'A'));
    if (c >= 'A' && c <= 'Z') return std::string(1, c);
    return kNoLetter;
}

using Readings = std::map<std::string, std::string>;

/// `sorted_by`: how it is read, so that 公交 comes before 公园.
struct Sound {
    std::string letter, sorted_by;
};

Sound sound_of(const std::string& text, const Readings& readings) {
    const auto found = readings.find(text);
    const bool is_hanzi = !text.empty() && static_cast<unsigned char>(text.front()) >= 0x80;
    if (is_hanzi && found != readings.end()) return {letter_of_latin(found->second), found->second};
    return {letter_of_latin(text), text};
}

std::string trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return std::string(text);
}

/// A word stands in an address, whose parts are set off by strokes.
bool is_usable(const std::string& word) { return !word.empty() && word.find('/') == word.npos; }

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = text.find(';');
        if (auto word = trimmed(text.substr(0, end)); is_usable(word)) words.push_back(std::move(word));
        text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    }
    return words;
}

std::vector<std::string> words_of(const catalog::Target& target, const words::Language& language) {
    return split_words(target.index.*language.side);
}

std::string name_of(const catalog::Target& target, const words::Strings& s) {
    std::string name = s.pick(target.short_name).empty() ? s.pick(target.name) : s.pick(target.short_name);
    std::replace(name.begin(), name.end(), '/', ' ');
    return name;
}

}  // namespace

base::Result<Lookup> Lookup::of(const Stage& stage) {
    if (stage.lookup != nullptr) return *stage.lookup;
    std::vector<catalog::TargetId> ids;
    for (const auto& entry : stage.standing.entries())
        if (!entry.key.parent) ids.push_back(entry.key.id);
    const auto targets = stage.store.targets(ids);
    const auto list = stage.store.readings();
    if (!targets) return base::fail(targets.error(), "opening the words of the targets");
    if (!list) return base::fail(list.error(), "opening how words are read");
    Readings readings;
    for (const auto& one : *list) readings.emplace(one.text, one.pinyin);
    std::map<std::string, Word> found;
    const auto add = [&](const std::string& text, const catalog::Target& target, bool is_name) {
        Word& word =
            found.try_emplace(text, Word{.text = text, .letter = {}, .is_name = is_name}).first->second;
        word.targets.push_back(target.id);
    };
    for (const catalog::Target& target : *targets) {
        const auto words = words_of(target, stage.strings.language());
        for (const std::string& word : words) add(word, target, false);
        if (words.empty()) add(name_of(target, stage.strings), target, true);
    }
    std::vector<std::pair<std::string, Word>> sorted;
    for (auto& [text, word] : found) {
        Sound sound = sound_of(text, readings);
        word.letter = sound.letter;
        const std::string last = sound.letter == kNoLetter ? "~" : "";
        sorted.emplace_back(last + sound.letter + sound.sorted_by, std::move(word));
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Word> words;
    for (auto& [key, word] : sorted) words.push_back(std::move(word));
    return Lookup{std::move(words)};
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

std::vector<std::string> words_of_topic(const Stage& stage, const catalog::TopicId& topic,
                                        const Lookup& lookup, std::size_t most) {
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
            const auto words = words_of(target, stage.strings.language());
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
