#include "words/sounds.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace words {
namespace {

constexpr const char* kNoLetter = "#";

/// A letter that stands for itself.
std::string letter_of(std::string_view sound) {
    const char c = sound.empty() ? ' ' : sound.front();
    return c >= 'a' && c <= 'z' ? std::string(1, static_cast<char>(c - 'a' + 'A')) : kNoLetter;
}

std::string in_small_letters(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

Sounds::Sounds(const std::vector<catalog::Reading>& readings) {
    for (const auto& one : readings) readings_.emplace(one.text, one.pinyin);
}

Sounds::Sound Sounds::of(const std::string& text) const {
    const auto found = readings_.find(text);
    const bool is_latin = !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
    const bool is_read = !is_latin && found != readings_.end();
    const std::string sound = in_small_letters(is_read ? found->second : text);
    const std::string letter = letter_of(sound);
    return {letter, (letter == kNoLetter ? "~" : "") + sound};
}

std::vector<const catalog::Term*> in_order(const std::vector<catalog::Term>& terms, const Sounds& sounds,
                                           const Strings& strings) {
    std::vector<std::pair<std::string, const catalog::Term*>> sorted;
    for (const catalog::Term& term : terms)
        sorted.emplace_back(sounds.of(strings.pick(term.name)).sorted_by, &term);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const catalog::Term*> list;
    for (const auto& [sound, term] : sorted) list.push_back(term);
    return list;
}

}  // namespace words
