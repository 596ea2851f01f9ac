#include "words/spoken_scan.h"

#include <algorithm>

#include "words/line_breaks.h"

namespace words::spoken_scan {
namespace {

/// The noughts of the scripts that have figures of their own; nine more follow each.
constexpr char32_t kNoughts[] = {
    0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6,  0x0A66,  0x0AE6,  0x0B66,  0x0BE6,  0x0C66,
    0x0CE6,  0x0D66,  0x0DE6,  0x0E50,  0x0ED0,  0x0F20,  0x1040,  0x1090,  0x17E0,  0x1810,
    0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,
    0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x11066, 0x110F0,
    0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950,
    0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2,
    0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0, 0x2080};

/// Runs of signs for the numbers from `first` on: ① is 1, Ⅳ is 4.
struct Numbers {
    char32_t begin, end;
    int first;
};
constexpr Numbers kNumbers[] = {
    {0x2160, 0x216B, 1},   {0x2170, 0x217B, 1},   {0x2460, 0x2473, 1},   {0x2474, 0x2487, 1},
    {0x2488, 0x249B, 1},   {0x24EB, 0x24F4, 11},  {0x24F5, 0x24FE, 1},   {0x2776, 0x277F, 1},
    {0x2780, 0x2789, 1},   {0x278A, 0x2793, 1},   {0x3251, 0x325F, 21},  {0x32B1, 0x32BF, 36},
    {0x1F101, 0x1F10A, 0}, {0x1369, 0x1371, 1},   {0x19DA, 0x19DA, 1},   {0x24EA, 0x24EA, 0},
    {0x24FF, 0x24FF, 0},   {0x1F100, 0x1F100, 0}, {0x10A40, 0x10A43, 1}, {0x10E60, 0x10E68, 1},
    {0x1F10B, 0x1F10C, 0}, {0x11052, 0x1105A, 1}};

struct Spelling {
    char32_t written;
    std::u32string_view plain;
};
constexpr Spelling kSpellings[] = {
    {U'％', U"%"},     {U'＋', U"+"},     {U'－', U"-"},     {U'＝', U"="},     {U'．', U"."},
    {U'／', U"/"},     {U'＜', U"<"},     {U'＞', U">"},     {U'＆', U"&"},     {U'￥', U"¥"},
    {U'\u00A0', U" "}, {U'\u3000', U" "}, {U'\u2009', U" "}, {U'\u202F', U" "}, {U'‑', U"-"},
    {U'⁻', U"-"},      {U'½', U" 1/2"},   {U'⅓', U" 1/3"},   {U'⅔', U" 2/3"},   {U'¼', U" 1/4"},
    {U'¾', U" 3/4"},   {U'⅕', U" 1/5"},   {U'⅖', U" 2/5"},   {U'⅗', U" 3/5"},   {U'⅘', U" 4/5"},
    {U'⅛', U" 1/8"},   {U'㎡', U"m²"},    {U'㎥', U"m³"},    {U'㎞', U"km"},    {U'㎏', U"kg"},
    {U'㎜', U"mm"},    {U'㎝', U"cm"},    {U'℃', U"°C"},     {U'⁰', U"0"},      {U'¹', U"1"},
    {U'⁴', U"4"},      {U'⁵', U"5"},      {U'⁶', U"6"},      {U'⁷', U"7"},      {U'⁸', U"8"},
    {U'⁹', U"9"},      {U'\u200B', U""},  {U'\uFEFF', U""},  {U'\uFFFD', U""},  {U'›', U""},
    {U'‹', U""},       {U'ｍ', U"m"},     {U'㎢', U"km²"}};

constexpr std::u32string_view kCarbonDioxide = U"CO₂";

void append_plain(std::u32string& out, char32_t c) {
    for (const char32_t nought : kNoughts)
        if (c >= nought && c <= nought + 9) return out.push_back('0' + (c - nought));
    for (const Numbers& run : kNumbers)
        if (c >= run.begin && c <= run.end) {
            for (const char figure : std::to_string(run.first + static_cast<int>(c - run.begin)))
                out.push_back(static_cast<char32_t>(figure));
            return;
        }
    for (const Spelling& one : kSpellings)
        if (c == one.written) {
            out.append(one.plain);
            return;
        }
    if (c >= 0x20 || c == '\n') out.push_back(c);
}

}  // namespace

std::u32string normalised(std::string_view text) {
    const std::u32string written = to_code_points(text);
    std::u32string out;
    out.reserve(written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (std::u32string_view(written).substr(i).starts_with(kCarbonDioxide)) {
            out += kCarbonDioxide;
            i += kCarbonDioxide.size() - 1;
        } else {
            append_plain(out, written[i]);
        }
    }
    return out;
}

void append(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
        out += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                static_cast<char>(0x80 | (c & 0x3F))};
    } else {
        out += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
                static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
}

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append(out, c);
    return out;
}

char32_t Cursor::peek(std::ptrdiff_t ahead) const {
    const auto place = static_cast<std::ptrdiff_t>(at) + ahead;
    return place < 0 ? 0 : char_at(static_cast<std::size_t>(place));
}

std::size_t Cursor::figures(std::size_t place) const {
    std::size_t count = 0;
    while (is_figure(char_at(place + count))) ++count;
    return count;
}

Numeral Cursor::numeral(std::size_t place) const {
    Numeral number;
    std::size_t count = figures(place);
    number.whole = utf8(text.substr(place, count));
    place += count;
    // "1,234,567"; "6,7,8" and "1000,2000" are lists
    while (count <= 3 && char_at(place) == ',' && figures(place + 1) == 3) {
        number.whole += utf8(text.substr(place + 1, 3));
        number.grouped = true;
        place += 4;
    }
    if (char_at(place) == '.' && (count = figures(place + 1)) > 0) {
        number.decimals = utf8(text.substr(place + 1, count));
        place += 1 + count;
    }
    number.end = place;
    return number;
}

std::optional<int> Cursor::value(std::size_t place, std::size_t least, std::size_t most) const {
    const std::size_t count = figures(place);
    if (count < least || count > most) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + static_cast<int>(text[place + i] - '0');
    return value;
}

std::optional<Day> day_at(const Cursor& cursor) {
    const auto year = cursor.value(cursor.at, 4, 4);
    if (!year || cursor.char_at(cursor.at + 4) != '-') return std::nullopt;
    std::size_t place = cursor.at + 5;
    const auto month = cursor.value(place, 1, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    place += cursor.figures(place);
    if (cursor.char_at(place) != '-') return std::nullopt;
    const auto day = cursor.value(++place, 1, 2);
    if (!day || *day < 1 || *day > 31) return std::nullopt;
    return Day{*year, *month, *day, place + cursor.figures(place)};
}

std::optional<Clock> clock_at(const Cursor& cursor) {
    const auto hour = cursor.value(cursor.at, 2, 2), minute = cursor.value(cursor.at + 3, 2, 2);
    if (!hour || !minute || cursor.peek(2) != ':' || *hour > 24 || *minute > 59) return std::nullopt;
    return Clock{*hour, *minute, cursor.at + 5};
}

std::optional<std::size_t> version_at(const Cursor& cursor) {
    std::size_t place = cursor.at + cursor.figures(cursor.at);
    int groups = 1;
    while (cursor.char_at(place) == '.' && cursor.figures(place + 1) > 0) {
        place += 1 + cursor.figures(place + 1);
        ++groups;
    }
    return groups >= 3 ? std::optional(place) : std::nullopt;
}

bool is_sum(const Cursor& cursor) {
    constexpr std::u32string_view kOfSums = U"0123456789.,-+−–×÷*/%= ";
    const auto is_outside = [&](char32_t c) { return kOfSums.find(c) == std::u32string_view::npos; };
    const auto rest = cursor.text.substr(cursor.at);
    const auto end = std::find_if(rest.begin(), rest.end(), is_outside);
    return std::find(rest.begin(), end, U'=') != end;
}

const Sign* sign_at(const Cursor& cursor, std::span<const Sign> signs) {
    for (const Sign& sign : signs)
        if (cursor.starts_with(sign.written)) return &sign;
    return nullptr;
}

}  // namespace words::spoken_scan
