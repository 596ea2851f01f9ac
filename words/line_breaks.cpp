#include "words/line_breaks.h"

#include <linebreak.h>

#include <algorithm>

namespace words {
namespace {

using Text = std::u32string_view;

bool is_one_of(char32_t c, Text set) { return set.find(c) != Text::npos; }

/// Most characters are neither mark nor digit.
bool is_plain(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 'a' && c <= 'z') || c == ' '; }

/// Marks that close, that go on with what stands before them, or that join: GB/T 15834, 5.1.1 to 5.1.9.
bool is_never_first(char32_t c) {
    constexpr Text kMarks = U"，。、；：！？．,.;:!?)）]］}｝》〉”’」』】〕〗%％‰℃°′″·・‧…—–～〜／";
    return !is_plain(c) && is_one_of(c, kMarks);
}

/// Marks that open, and signs of the number after them.
bool is_never_last(char32_t c) {
    constexpr Text kMarks = U"“‘《〈（(〔［[｛{「『【〖¥￥$±≥≤≈＋／";
    return !is_plain(c) && is_one_of(c, kMarks);
}

bool is_letter(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

char32_t at_or_0(Text text, std::size_t at) { return at < text.size() ? text[at] : 0; }

// ---- numbers

/// 1,234.5, 3—5, 5%—8%, 2024-03-14, 08:00, 1/3 are one number.
bool joins_digits(char32_t c) { return is_one_of(c, U".,:/-–—～〜~－／．×"); }

/// Past the number that begins at `at`, with its per cent sign.
std::size_t number_end(Text text, std::size_t at) {
    while (true) {
        while (is_digit(at_or_0(text, at))) ++at;
        const std::size_t past_sign = at + is_one_of(at_or_0(text, at), U"%％‰");
        if (!joins_digits(at_or_0(text, past_sign)) || !is_digit(at_or_0(text, past_sign + 1)))
            return past_sign;
        at = past_sign + 1;
    }
}

bool is_one_of(Text word, std::span<const Text> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Past the longest unit at `at`; `at` where there is none.
std::size_t past_unit(Text text, std::size_t at, const LineRules& rules) {
    std::size_t longest = 0;
    for (const Text unit : rules.units)
        if (unit.size() > longest && text.substr(std::min(at, text.size())).starts_with(unit))
            longest = unit.size();
    return at + longest;
}

std::size_t past_word(Text text, std::size_t at) {
    while (is_letter(at_or_0(text, at)) || is_one_of(at_or_0(text, at), U"²³")) ++at;
    return at;
}

/// 30 parks, 12 km, 250 billion yuan; not 2024 and.
std::size_t past_spaced_unit(Text text, std::size_t number, std::size_t at, const LineRules& rules) {
    const Text digits = text.substr(number, at - number);
    const bool is_year = digits.size() == 4 && (digits[0] == '1' || digits[0] == '2') &&
                         std::all_of(digits.begin(), digits.end(), is_digit);
    if (at_or_0(text, at) != ' ' || is_year) return at;
    const std::size_t end = past_word(text, at + 1);
    const Text word = text.substr(at + 1, end - at - 1);
    if (is_one_of(word, rules.never_units)) return at;
    return is_one_of(word, rules.before_units) && at_or_0(text, end) == ' ' ? past_word(text, end + 1) : end;
}

/// Past a unit that stands behind the number's end, perhaps after a space and powers; `end` where there is
/// none.
std::size_t past_close_unit(Text text, std::size_t end, const LineRules& rules) {
    const std::size_t start = end + (at_or_0(text, end) == ' ');
    std::size_t at = start, past = past_unit(text, at, rules);
    for (; is_one_of(at_or_0(text, at), rules.powers); past = std::max(past, past_unit(text, at, rules)))
        ++at;
    return past > start ? std::max(past, at) : end;
}

/// Past the unit of the number [number, end): a known one, or the hanzi that follows at once.
std::size_t unit_end(Text text, std::size_t number, std::size_t end) {
    for (const Language* const one : languages())
        if (const std::size_t past = past_close_unit(text, end, one->lines); past > end) return past;
    if (is_hanzi(at_or_0(text, end))) return end + 1;
    for (const Language* const one : languages())
        if (!one->lines.never_units.empty())
            if (const std::size_t past = past_spaced_unit(text, number, end, one->lines); past > end)
                return past;
    return end;
}

/// From 第, or a sign, before the number.
std::size_t number_begin(Text text, std::size_t at) {
    return at > 0 && is_one_of(text[at - 1], U"第+-−±≥≤≈<>＜＞＋－") ? at - 1 : at;
}

/// Whether a month's name begins at `at`.
bool is_month(Text text, std::size_t at) {
    const Text rest = text.substr(std::min(at, text.size()));
    for (const Language* const one : languages())
        for (const Text month : one->lines.months)
            if (rest.starts_with(month)) return true;
    return false;
}

/// 14| March| 2024 stays on one line: no break at the space `at`.
bool is_within_date(Text text, std::size_t at) {
    if (text[at] != ' ' || at == 0 || at + 1 >= text.size()) return false;
    if (is_digit(text[at - 1]) && is_month(text, at + 1)) return true;
    if (!is_digit(text[at + 1])) return false;
    std::size_t word = at;
    while (word > 0 && text[word - 1] != ' ') --word;
    return is_month(text, word);
}

/// Between two digits of one number; between the two of a range lies a better place.
bool is_within_number(Text text, std::size_t at) {
    return is_digit(at_or_0(text, at + 1)) && (is_digit(text[at]) || is_one_of(text[at], U".,．"));
}

void keep_numbers_whole(Text text, std::vector<Break>& breaks) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const std::size_t end = number_end(text, at), whole = unit_end(text, at, end);
        for (std::size_t i = number_begin(text, at); i + 1 < whole; ++i)
            breaks[i] = std::min(breaks[i], is_within_number(text, i) ? Break::split : Break::parted);
        at = end;
    }
}

// ---- marks

/// A break between those two, whatever UAX #14 says of it.
bool is_wrong(char32_t before, char32_t after) {
    if (after == '/' || after == ' ') return true;
    return is_never_first(after) || is_never_last(before) || (before == '/' && is_hanzi(after));
}

/// Length of a UTF-8 sequence by its first byte; 0 when it cannot be one.
int sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

}  // namespace

std::u32string to_code_points(std::string_view utf8) {
    std::u32string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const int length = sequence_length(lead);
        bool whole = length > 0 && i + static_cast<std::size_t>(length) <= utf8.size();
        char32_t code = length == 1 ? lead : lead & (0x7F >> length);
        for (int k = 1; whole && k < length; ++k) {
            const auto byte = static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]);
            whole = (byte & 0xC0) == 0x80;
            code = code << 6 | (byte & 0x3F);
        }
        result.push_back(whole ? code : U'\uFFFD');
        i += whole ? static_cast<std::size_t>(length) : 1;
    }
    return result;
}

bool is_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９') || (c >= U'Ⅰ' && c <= U'Ⅻ');
}

bool is_hanzi(char32_t c) {
    return c == U'〇' || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_hanging(char32_t c) { return is_one_of(c, U"“‘《（〔「〈"); }

std::vector<Break> line_breaks(const std::u32string& text, const Language& language) {
    static const bool kReady = (init_linebreak(), true);
    (void)kReady;
    const std::vector<utf32_t> units(text.begin(), text.end());
    std::vector<char> allowed(text.size(), LINEBREAK_NOBREAK);
    set_linebreaks_utf32(units.data(), units.size(), language.lines.tag, allowed.data());
    std::vector<Break> breaks(text.size(), Break::torn);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n')
            breaks[i] = Break::forced;
        else if (is_wrong(text[i], at_or_0(text, i + 1)))
            breaks[i] = Break::never;
        else if (allowed[i] == LINEBREAK_ALLOWBREAK)
            breaks[i] = is_within_date(text, i) ? Break::parted : Break::free;
    }
    keep_numbers_whole(text, breaks);
    return breaks;
}

}  // namespace words
