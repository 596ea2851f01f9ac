#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "words/language.h"

/// What the readers of all languages look for in a text. For spoken*.cpp alone.
namespace words::spoken_scan {

/// A text in code points with one spelling for everything that has several: figures of every script are 0 to
/// 9, full-width signs are narrow, "CO₂" and "½" are words that both languages know.
[[nodiscard]] std::u32string normalised(std::string_view text);
void append(std::string& out, char32_t c);
[[nodiscard]] std::string utf8(std::u32string_view text);

[[nodiscard]] constexpr bool is_figure(char32_t c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_capital(char32_t c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_letter(char32_t c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }
[[nodiscard]] constexpr bool is_dash(char32_t c) {
    return c == '-' || c == U'–' || c == U'—' || c == '~' || c == U'～' || c == U'−';
}

/// A number as it is written: figures, perhaps in groups of three, perhaps with a point.
struct Numeral {
    std::string whole, decimals;  // figures alone; `decimals` empty where there is no point
    bool grouped = false;         // "126,500"
    std::size_t end = 0;          // in the text
};

/// A text and a place in it.
struct Cursor {
    std::u32string_view text;
    std::size_t at = 0;

    /// The character `ahead` of the place, or behind it; 0 where there is none.
    [[nodiscard]] char32_t peek(std::ptrdiff_t ahead = 0) const;
    [[nodiscard]] char32_t char_at(std::size_t place) const { return place < text.size() ? text[place] : 0; }
    [[nodiscard]] bool starts_with(std::u32string_view word) const {
        return text.substr(at).starts_with(word);
    }
    [[nodiscard]] bool follows(std::u32string_view word) const { return text.substr(0, at).ends_with(word); }
    /// How many figures stand from `place` on.
    [[nodiscard]] std::size_t figures(std::size_t place) const;
    /// REQUIRES: a figure stands at `place`.
    [[nodiscard]] Numeral numeral(std::size_t place) const;
    /// The value of exactly `least` to `most` figures at `place`, with no further one after them.
    [[nodiscard]] std::optional<int> value(std::size_t place, std::size_t least, std::size_t most) const;
};

struct Day {
    int year, month, day;
    std::size_t end;
};
/// "2024-12-31"
[[nodiscard]] std::optional<Day> day_at(const Cursor& cursor);
struct Clock {
    int hour, minute;
    std::size_t end;
};
/// "08:00": two figures each, so that 1:10 is a ratio.
[[nodiscard]] std::optional<Clock> clock_at(const Cursor& cursor);
/// "2026.11.23": at least three groups of figures with points between. Returns where it ends.
[[nodiscard]] std::optional<std::size_t> version_at(const Cursor& cursor);
/// Whether an equals sign stands in the same sum: "6.2-0.9=5.3" is no range.
[[nodiscard]] bool is_sum(const Cursor& cursor);

struct Sign {
    std::u32string_view written;
    std::string_view said;
};
/// The first of `signs` that stands at the place; null where none does.
[[nodiscard]] const Sign* sign_at(const Cursor& cursor, std::span<const Sign> signs);

}  // namespace words::spoken_scan

namespace words {
[[nodiscard]] std::string spoken_chinese(std::u32string_view text, const Language& language);
[[nodiscard]] std::string spoken_english(std::u32string_view text, const Language& language);
}  // namespace words
