#include "words/language.h"

#include <algorithm>
#include <cassert>

namespace words {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_same_tag(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return small(x) == small(y); });
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// What `language` has no words in is looked for here.
std::string catalog::Bilingual::*other_side(const Language& language) {
    return language.side == &catalog::Bilingual::zh ? &catalog::Bilingual::en : &catalog::Bilingual::zh;
}

bool speaks(const catalog::Bilingual& words, const Language& language) {
    return !(words.*language.side).empty() || (words.*other_side(language)).empty();
}

}  // namespace

const Language* find_language(std::string_view tag) {
    for (const Language* const one : languages())
        if (is_same_tag(one->tag, tag)) return one;
    for (const Language* const one : languages())
        if (!one->for_tests && is_same_tag(primary(one->tag), primary(tag))) return one;
    return nullptr;
}

const Language& language(std::string_view tag) {
    const Language* const found = find_language(tag);
    assert(found != nullptr);
    return *found;
}

std::vector<const Language*> languages_of(std::string_view tags) {
    std::vector<const Language*> found;
    for (std::size_t from = 0; from <= tags.size();) {
        const std::size_t end = std::min(tags.find(',', from), tags.size());
        const Language* const one = find_language(trimmed(tags.substr(from, end - from)));
        if (one != nullptr && !one->for_tests && std::find(found.begin(), found.end(), one) == found.end())
            found.push_back(one);
        from = end + 1;
    }
    return found.empty() ? languages_of(kUsualLanguages) : found;
}

const Language* next_language(const Language& now, std::span<const Language* const> offered) {
    const auto at = std::find(offered.begin(), offered.end(), &now);
    const auto next = at == offered.end() || at + 1 == offered.end() ? offered.begin() : at + 1;
    return next == offered.end() || *next == &now ? nullptr : *next;
}

const std::string& pick(const catalog::Bilingual& words, const Language& language) {
    return speaks(words, language) ? words.*language.side : words.*other_side(language);
}

const Language& language_of(const catalog::Bilingual& words, const Language& language) {
    if (speaks(words, language)) return language;
    for (const Language* const one : languages())
        if (!one->for_tests && one->side != language.side) return *one;
    return language;
}

}  // namespace words
