#include "kiosk/ui/line_breaks.h"

#include <linebreak.h>

#include <algorithm>

namespace kiosk {
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

/// Words that stand after a number, and belong to it.
constexpr Text kUnits[] = {
    U"个百分点", U"百分点", U"个月", U"个小时", U"平方公里", U"平方千米", U"平方米", U"立方米", U"平米",
    U"公里",     U"千米",   U"厘米", U"毫米",   U"微克",     U"毫克",     U"千克",   U"公斤",   U"公顷",
    U"吨/年",    U"千瓦时", U"千瓦", U"兆瓦",   U"千伏",     U"人次",     U"人民币", U"美元",   U"欧元",
    U"港元",     U"元",     U"小时", U"分钟",   U"秒钟",     U"年度",     U"年代",   U"年底",   U"月底",
    U"周年",     U"周岁",   U"季度", U"班次",   U"场次",     U"车次",     U"架次",   U"标准箱", U"标箱",
    U"克拉",     U"床位",   U"学位", U"泊位",   U"车位",     U"套（间）", U"套(间)", U"号线",   U"號線",
    U"号",       U"號",     U"左右", U"以上",   U"以下",     U"以内",     U"上下",   U"摄氏度", U"倍",
    U"项目标",   U"项",     U"个",   U"個",     U"人",       U"名",       U"家",     U"所",     U"条",
    U"辆",       U"輛",     U"套",   U"间",     U"户",       U"亩",       U"吨",     U"斤",     U"克",
    U"米",       U"件",     U"场",   U"座",     U"位",       U"类",       U"对",     U"块",     U"张",
    U"级",       U"天",     U"年",   U"月",     U"日",       U"岁",       U"周",     U"期",     U"批",
    U"次",       U"台",     U"部",   U"份",     U"处",       U"组",       U"页",     U"行",     U"秒",
    U"度",       U"株"};

/// Past the longest such word at `at`; `at` where there is none.
std::size_t past_unit(Text text, std::size_t at) {
    std::size_t longest = 0;
    for (const Text unit : kUnits)
        if (unit.size() > longest && text.substr(std::min(at, text.size())).starts_with(unit))
            longest = unit.size();
    return at + longest;
}

std::size_t past_word(Text text, std::size_t at) {
    while (is_letter(at_or_0(text, at)) || is_one_of(at_or_0(text, at), U"²³")) ++at;
    return at;
}

/// 30 parks, 12 km, 250 billion yuan; not 2024 and.
std::size_t past_english_unit(Text text, std::size_t number, std::size_t at) {
    constexpr Text kMagnitudes[] = {U"thousand", U"million", U"billion", U"trillion", U"percentage"};
    constexpr Text kNoUnits[] = {U"a",  U"an",   U"and", U"are", U"as",   U"at",  U"but",  U"by", U"for",
                                 U"in", U"from", U"is",  U"it",  U"of",   U"on",  U"or",   U"so", U"than",
                                 U"to", U"that", U"the", U"was", U"were", U"who", U"with", U"has"};
    const bool is_year = at - number == 4 && (text[number] == '1' || text[number] == '2');
    if (at_or_0(text, at) != ' ' || is_year) return at;
    const std::size_t end = past_word(text, at + 1);
    const Text word = text.substr(at + 1, end - at - 1);
    if (std::find(std::begin(kNoUnits), std::end(kNoUnits), word) != std::end(kNoUnits)) return at;
    const bool goes_on =
        std::find(std::begin(kMagnitudes), std::end(kMagnitudes), word) != std::end(kMagnitudes);
    return goes_on && at_or_0(text, end) == ' ' ? past_word(text, end + 1) : end;
}

/// Past the unit of the number [number, end): a known one, or the hanzi that follows at once.
std::size_t unit_end(Text text, std::size_t number, std::size_t end) {
    const std::size_t start = end + (at_or_0(text, end) == ' ');
    std::size_t at = start, past = past_unit(text, at);
    for (; is_one_of(at_or_0(text, at), U"多余十百千万亿萬億"); past = std::max(past, past_unit(text, at)))
        ++at;
    if (past > start) return std::max(past, at);
    if (is_hanzi(at_or_0(text, end))) return end + 1;
    return past_english_unit(text, number, end);
}

/// From 第, or a sign, before the number.
std::size_t number_begin(Text text, std::size_t at) {
    return at > 0 && is_one_of(text[at - 1], U"第+-−±≥≤≈<>＜＞＋－") ? at - 1 : at;
}

/// Whether an English month's name begins at `at`.
bool is_month(Text text, std::size_t at) {
    constexpr Text kMonths = U"JanFebMarAprMayJunJulAugSepOctNovDec";
    if (at + 3 > text.size()) return false;
    const std::size_t found = kMonths.find(text.substr(at, 3));
    return found != Text::npos && found % 3 == 0;
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

}  // namespace

bool is_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９') || (c >= U'Ⅰ' && c <= U'Ⅻ');
}

bool is_hanzi(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_hanging(char32_t c) { return is_one_of(c, U"“‘《（〔「〈"); }

std::vector<Break> line_breaks(const std::u32string& text, Locale locale) {
    static const bool kReady = (init_linebreak(), true);
    (void)kReady;
    const std::vector<utf32_t> units(text.begin(), text.end());
    std::vector<char> allowed(text.size(), LINEBREAK_NOBREAK);
    set_linebreaks_utf32(units.data(), units.size(), locale == Locale::zh ? "zh" : "en", allowed.data());
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

}  // namespace kiosk
