#include "words/spoken.h"

#include <algorithm>

#include "words/line_breaks.h"
#include "words/spoken_scan.h"

namespace words {
namespace {

using Languages = std::vector<const Language*>;

bool is_chinese(const Language& language) { return language.side == &catalog::Bilingual::zh; }

bool parts_passages(char32_t c) {
    return is_hanzi(c) || c == U'，' || c == U'。' || c == U'、' || c == U'：' || c == U'；' || c == U'\n';
}

/// Words of a passage; capitals and single letters are abbreviations.
int words_in(std::u32string_view passage) {
    int words = 0;
    std::size_t small = 0;
    for (const char32_t c : passage) {
        if (c >= 'a' && c <= 'z')
            words += ++small == 2 ? 1 : 0;
        else
            small = 0;
    }
    return words;
}

bool is_foreign_letter(char32_t c) { return spoken_scan::is_letter(c) || (c >= 0xC0 && c <= 0x24F); }

/// Names the language of passages of words in letters, from their first letter to their last. Between hanzi
/// an abbreviation is none, and in a Chinese text not even a word by itself: it is a name.
void name_foreign(std::u32string_view text, bool in_chinese, Languages& languages) {
    const bool has_hanzi = std::any_of(text.begin(), text.end(), is_hanzi);
    const int least = in_chinese && has_hanzi ? 2 : in_chinese || has_hanzi ? 1 : 0;
    const Language* const english = &language("en");
    for (std::size_t begin = 0; begin < text.size();) {
        const auto rest = text.substr(begin);
        const auto passage = rest.substr(
            0,
            static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), parts_passages) - rest.begin()));
        const auto first = std::find_if(passage.begin(), passage.end(), is_foreign_letter);
        const auto last = std::find_if(passage.rbegin(), passage.rend(), is_foreign_letter).base();
        if (words_in(passage) >= least && first < last)
            std::fill(languages.begin() + (first - text.begin()), languages.begin() + (last - text.begin()),
                      english);
        begin += passage.size() + 1;
    }
}

/// The language of each character; null where it belongs to what stands before it.
Languages languages_in(std::u32string_view text, const Language& own) {
    Languages languages(text.size(), nullptr);
    name_foreign(text, is_chinese(own), languages);
    const Language* const chinese = is_chinese(own) ? &own : &language("zh-CN");
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_hanzi(text[i]))
            languages[i] = chinese;
        else if (languages[i] != nullptr && !is_chinese(own))
            languages[i] = &own;
    }
    return languages;
}

}  // namespace

std::string spoken(std::string_view text, const Language& language) {
    const std::u32string plain = spoken_scan::normalised(text);
    return is_chinese(language) ? spoken_chinese(plain, language) : spoken_english(plain, language);
}

std::vector<Run> runs_of(std::string_view utf8, const Language& own) {
    const std::u32string text = to_code_points(utf8);
    const Languages languages = languages_in(text, own);
    const auto first =
        std::find_if(languages.begin(), languages.end(), [](auto* one) { return one != nullptr; });
    const Language* now = first == languages.end() ? &own : *first;
    std::vector<Run> runs;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (languages[i] != nullptr) now = languages[i];
        if (runs.empty() || runs.back().language != now) runs.push_back({"", now});
        spoken_scan::append(runs.back().text, text[i]);
    }
    return runs;
}

}  // namespace words
