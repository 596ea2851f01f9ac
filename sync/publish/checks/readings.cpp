#include <algorithm>

#include "sync/publish/checks/check.h"
#include "words/line_breaks.h"

namespace publish {
namespace {

std::vector<std::string_view> syllables_of(std::string_view pinyin) {
    std::vector<std::string_view> syllables;
    while (!pinyin.empty()) {
        const std::string_view syllable = pinyin.substr(0, pinyin.find(' '));
        syllables.push_back(syllable);
        pinyin.remove_prefix(std::min(syllable.size() + 1, pinyin.size()));
    }
    return syllables;
}

bool is_toned(std::string_view syllable) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    return syllable.size() > 1 && syllable.back() >= '1' && syllable.back() <= '5' &&
           std::all_of(syllable.begin(), syllable.end() - 1, is_letter);
}

void check_row(const Table& table, const Row& row, Problems& problems) {
    const std::string& text = table.cell(row, "text");
    const auto syllables = syllables_of(table.cell(row, "pinyin"));
    if (text.empty() || syllables.empty()) return;  // said already
    const auto wrong = std::find_if_not(syllables.begin(), syllables.end(), is_toned);
    if (wrong != syllables.end()) {
        problems.error(table.place(row, "pinyin"), say("\"{}\" is no syllable with its tone", *wrong),
                       say("write it like zhong4 or lv4: small letters, v for ü, and the tone from 1 to 5"));
        return;
    }
    const std::u32string characters = words::to_code_points(text);
    const auto hanzi = std::count_if(characters.begin(), characters.end(), words::is_hanzi);
    if (static_cast<std::size_t>(hanzi) != syllables.size())
        problems.error(table.place(row, "pinyin"),
                       say("syllables: {}, but hanzi in the text: {}", syllables.size(), hanzi),
                       say("write one syllable for each hanzi, and none for anything else"));
}

}  // namespace

void check_author_readings(const Folder& folder, Problems& problems) {
    const Table& table = folder.table("reading");
    if (!table.usable()) return;
    for (const Row& row : table.rows())
        if (!row.misshapen) check_row(table, row, problems);
}

}  // namespace publish
