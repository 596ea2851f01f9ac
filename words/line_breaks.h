#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "words/language.h"

namespace words {

/// How well a line may end after a character, from worst to best.
enum class Break : std::uint8_t {
    never,   // a mark that closes would begin a line, one that opens would end it, or —— would be two
    split,   // a number becomes two
    torn,    // a word is cut
    parted,  // a number loses its unit, or the other end of its range
    free,
    forced,  // a line feed
};

/// For each character of `text` how well a line may end after it: UAX #14, narrowed by GB/T 15834 (5.1) as
/// CLREQ reads it strictly, and by what a reader takes for one word: 3—5, 300平方米, 第3条, 250 billion yuan.
[[nodiscard]] std::vector<Break> line_breaks(const std::u32string& text, const Language& language);

/// UTF-8 to code points; malformed bytes become U+FFFD.
[[nodiscard]] std::u32string to_code_points(std::string_view utf8);

[[nodiscard]] bool is_digit(char32_t c);
[[nodiscard]] bool is_hanzi(char32_t c);
/// An opening mark that hangs into the margin at a line's start.
[[nodiscard]] bool is_hanging(char32_t c);

}  // namespace words
