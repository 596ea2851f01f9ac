#include "words/claims.h"

#include <algorithm>
#include <string>

namespace words {
namespace {

using catalog::PublishedOutcome;

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small;
}

bool contains_any(std::string_view text, PublishedOutcome outcome, const Language& language) {
    return std::any_of(language.claims.begin(), language.claims.end(), [&](const Claim& claim) {
        return claim.outcome == outcome && text.find(claim.word) != std::string_view::npos;
    });
}

/// Whether a word that denies stands so near before that it belongs to what stands at `at`.
bool is_denied(std::string_view text, std::size_t at, const Language& language) {
    constexpr std::size_t kNear = 12;  // bytes: four hanzi, "not yet been"
    const std::size_t from = at > kNear ? at - kNear : 0;
    return contains_any(text.substr(from, at - from), PublishedOutcome::not_completed, language);
}

}  // namespace

bool says(std::string_view sentence, PublishedOutcome outcome, const Language& language) {
    const std::string small = in_small_letters(sentence);
    const std::string_view text = small;
    if (outcome != PublishedOutcome::completed) return contains_any(text, outcome, language);
    for (const Claim& claim : language.claims) {
        if (claim.outcome != outcome) continue;
        for (std::size_t at = text.find(claim.word); at != text.npos; at = text.find(claim.word, at + 1))
            if (!is_denied(text, at, language)) return true;
    }
    return false;
}

bool says_expected(std::string_view sentence, const Language& language) {
    const std::string small = in_small_letters(sentence);
    return std::any_of(language.expectations.begin(), language.expectations.end(),
                       [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

std::string_view sentence_at(std::string_view text, std::size_t at, const Language& language) {
    std::size_t begin = 0, end = text.size();
    for (const std::string_view mark : language.sentence_ends) {
        if (const std::size_t before = text.substr(0, at).rfind(mark); before != text.npos)
            begin = std::max(begin, before + mark.size());
        end = std::min(end, text.find(mark, at));
    }
    return text.substr(begin, end - begin);
}

}  // namespace words
