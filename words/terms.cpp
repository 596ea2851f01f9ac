#include "words/terms.h"

#include <algorithm>
#include <string>

namespace words {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

/// Whether letters go on beyond [at, at + length), so that it is a part of a word.
bool is_within_word(std::string_view text, std::size_t at, std::size_t length) {
    const auto joins = [](char a, char b) { return is_letter(a) && is_letter(b); };
    const std::size_t end = at + length;
    return (at > 0 && joins(text[at - 1], text[at])) ||
           (end < text.size() && joins(text[end - 1], text[end]));
}

}  // namespace

std::vector<TermPlace> term_places(std::string_view text, std::span<const catalog::Term> terms,
                                   const Language& language) {
    std::vector<const catalog::Term*> by_length;
    for (const auto& term : terms)
        if (!(term.name.*language.side).empty()) by_length.push_back(&term);
    std::stable_sort(by_length.begin(), by_length.end(), [&](const auto* a, const auto* b) {
        return (a->name.*language.side).size() > (b->name.*language.side).size();
    });
    std::vector<TermPlace> places;
    std::string left = in_small_letters(text);
    for (const catalog::Term* const term : by_length) {
        const std::string name = in_small_letters(term->name.*language.side);
        for (std::size_t at = left.find(name); at != left.npos; at = left.find(name, at + 1)) {
            if (is_within_word(left, at, name.size())) continue;
            left.replace(at, name.size(), name.size(), '\n');  // taken: no shorter one is found in it
            places.push_back({term, at, name.size()});
        }
    }
    std::sort(places.begin(), places.end(),
              [](const TermPlace& a, const TermPlace& b) { return a.at < b.at; });
    return places;
}

std::vector<const catalog::Term*> terms_in(std::string_view text, std::span<const catalog::Term> terms,
                                           const Language& language) {
    std::vector<const catalog::Term*> found;
    for (const TermPlace& place : term_places(text, terms, language)) found.push_back(place.term);
    std::sort(found.begin(), found.end());  // they lie in one vector
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace words
