#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "words/language.h"

/// What reading aloud says: texts as they are read, not as they are written.
namespace words {

/// `text` with everything written out that is not a word: numbers, dates, units, signs. "12.65万人" is
/// "十二点六五万人", "T-147" "T 一四七", "31 December 2024" "the thirty-first of December twenty
/// twenty-four". Marks that part sentences stay, for the pauses. No digit of any script is left, and of no
/// byte come more than kMostPerByte. Malformed bytes are left out.
[[nodiscard]] std::string spoken(std::string_view text, const Language& language);
constexpr std::size_t kMostPerByte = 16;

/// A part of a text that is in one language.
struct Run {
    std::string text;
    const Language* language;
    friend bool operator==(const Run&, const Run&) = default;
};
/// A text in its languages, in order: hanzi are Chinese, and in a text that is, foreign words are English.
/// Joined, the runs are `text`. Abbreviations and numbers belong to what stands around them: "GDP增长6%",
/// "T-147号", "A级". Empty for an empty text.
[[nodiscard]] std::vector<Run> runs_of(std::string_view text, const Language& language);

}  // namespace words
