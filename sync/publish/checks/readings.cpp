#include <algorithm>
#include <string>
#include <vector>

#include "sync/publish/checks/check.h"
#include "sync/publish/tables/encoding.h"

namespace publish {
namespace {

bool is_hanzi(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) ||
           c == U'〇';
}

std::size_t count_hanzi(std::string_view text) {
    std::size_t count = 0;
    while (const auto c = next_character(text)) count += is_hanzi(*c);
    return count;
}

std::vector<std::string_view> syllables_of(std::string_view pinyin) {
    std::vector<std::string_view> syllables;
    while (!pinyin.empty()) {
        const std::size_t end = std::min(pinyin.find(' '), pinyin.size());
        if (end > 0) syllables.push_back(pinyin.substr(0, end));
        pinyin.remove_prefix(std::min(end + 1, pinyin.size()));
    }
    return syllables;
}

/// Letters and a tone: zhong4, lü4 or lv4, ma5.
bool is_syllable(std::string_view text) {
    constexpr std::size_t kLongest = 6;  // zhuang
    if (text.size() < 2 || text.back() < '1' || text.back() > '5') return false;
    std::string letters(text.substr(0, text.size() - 1));
    if (const std::size_t u = letters.find("ü"); u != std::string::npos) letters.replace(u, 2, "v");
    return letters.size() <= kLongest &&
           std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void check_reading(const Table& table, const Row& row, Problems& problems) {
    const std::size_t hanzi = count_hanzi(table.cell(row, "text"));
    const auto syllables = syllables_of(table.cell(row, "pinyin"));
    if (table.cell(row, "text").empty() || syllables.empty()) return;
    if (hanzi == 0)
        return problems.error(table.place(row, "text"), say("there are no hanzi in the text"),
                              say("delete the row: only hanzi have a reading"));
    const Place place = table.place(row, "pinyin");
    for (const std::string_view syllable : syllables)
        if (!is_syllable(syllable))
            return problems.error(place, say("\"{}\" is no syllable with its tone", syllable),
                                  say("write small letters and a tone from 1 to 5, such as zhong4"));
    if (syllables.size() != hanzi)
        problems.error(place, say("there are {} syllables for {} hanzi", syllables.size(), hanzi),
                       say("write one syllable for each hanzi, with blanks between them"));
}

}  // namespace

void check_author_readings(const Folder& folder, Problems& problems) {
    const Table& readings = folder.table("reading");
    if (!readings.usable()) return;
    for (const Row& row : readings.rows())
        if (!row.misshapen) check_reading(readings, row, problems);
}

}  // namespace publish
