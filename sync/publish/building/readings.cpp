#include "sync/publish/building/readings.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/utf8.h"
#include "catalog/areas.h"
#include "sync/publish/tables/encoding.h"
#include "words/line_breaks.h"

namespace publish {
namespace {

struct Cells {
    std::string_view table, column;
};

/// What a citizen looks for. Sentences are not among them: they would make the release half as large again.
constexpr Cells kRead[]{
    {"release", "place_zh"}, {"release", "title_zh"}, {"section", "name_zh"},    {"clause", "name_zh"},
    {"topic", "name_zh"},    {"target", "name_zh"},   {"target", "short_zh"},    {"target", "index_zh"},
    {"outcome", "name_zh"},  {"term", "name_zh"},     {"commitment", "name_zh"},
};

/// The characters of a text, each with whether it is a hanzi.
struct Character {
    std::string bytes;
    bool is_hanzi = false;
};

std::vector<Character> characters_of(std::string_view text) {
    std::vector<Character> characters;
    while (!text.empty()) {
        const std::string_view before = text;
        const auto character = next_character(text);
        if (!character) break;
        characters.push_back(
            {std::string(before.substr(0, before.size() - text.size())), words::is_hanzi(*character)});
    }
    return characters;
}

std::vector<std::string> words_of(std::string_view text, char separator) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(separator));
        const std::size_t first = word.find_first_not_of(' ');
        if (first != word.npos)
            words.emplace_back(word.substr(first, word.find_last_not_of(' ') + 1 - first));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    return words;
}

/// Calls `use(table, row, column, text)` for every text that citizens look for.
template <class Use>
void for_each_text(const Folder& folder, Use use) {
    if (!folder.languages().have(*catalog::table_format("target").find("name_zh"))) return;
    for (const auto& [name, column] : kRead) {
        const Table& table = folder.table(name);
        if (!table.usable()) continue;
        for (const Row& row : table.rows()) {
            if (row.misshapen) continue;
            for (const std::string& text : column == "index_zh"
                                               ? catalog::split_areas(table.cell(row, column))
                                               : words_of(table.cell(row, column), '\n'))
                use(table, row, column, text);
        }
    }
}

/// By text, as the author has them.
std::map<std::string, std::string> corrections_of(const Folder& folder) {
    const Table& table = folder.table("reading");
    std::map<std::string, std::string> corrections;
    if (table.usable())
        for (const Row& row : table.rows())
            if (!row.misshapen) corrections.emplace(table.cell(row, "text"), table.cell(row, "pinyin"));
    return corrections;
}

base::Result<Reader> reader_with(const std::map<std::string, std::string>& corrections) {
    auto lexicon = Lexicon::open();
    if (!lexicon) return base::fail(lexicon.error());
    Reader reader(std::move(*lexicon));
    for (const auto& [text, pinyin] : corrections) reader.correct(text, pinyin);
    return reader;
}

/// Where the last word begins in the cheapest way to part the hanzi up to here, and what that way costs.
struct Parting {
    std::size_t begin = 0;
    double cost = std::numeric_limits<double>::infinity();
    const Lexicon::Word* word = nullptr;
};

}  // namespace

void Reader::correct(const std::string& text, const std::string& pinyin) {
    Syllables syllables = words_of(pinyin, ' ');
    const auto characters = characters_of(text);
    const auto hanzi = std::count_if(characters.begin(), characters.end(),
                                     [](const Character& one) { return one.is_hanzi; });
    if (hanzi == 0 || static_cast<std::size_t>(hanzi) != syllables.size()) return;
    if (characters.size() == 1)
        lexicon_.set_reading(text, std::move(syllables.front()));
    else
        corrections_.insert_or_assign(text, std::move(syllables));
}

Read Reader::read(const std::string& text) {
    Syllables syllables;
    Read read;
    std::vector<std::string> run;
    const auto end_run = [&] {
        read_run(run, syllables, read.unknown);
        run.clear();
    };
    const auto characters = characters_of(text);
    std::size_t at = 0;
    for (std::size_t i = 0; i < characters.size();) {
        const auto correction = std::find_if(corrections_.begin(), corrections_.end(), [&](const auto& one) {
            return text.compare(at, one.first.size(), one.first) == 0;
        });
        if (correction == corrections_.end()) {
            if (characters[i].is_hanzi)
                run.push_back(characters[i].bytes);
            else
                end_run();
            at += characters[i++].bytes.size();
            continue;
        }
        end_run();
        syllables.insert(syllables.end(), correction->second.begin(), correction->second.end());
        for (const std::size_t end = at + correction->first.size(); at < end;)
            at += characters[i++].bytes.size();
    }
    end_run();
    if (read.unknown.empty()) read.pinyin = fmt::format("{}", fmt::join(syllables, " "));
    return read;
}

void Reader::read_run(const std::vector<std::string>& hanzi, Syllables& into,
                      std::vector<std::string>& unknown) {
    std::vector<Parting> best(hanzi.size() + 1);
    best[0].cost = 0;
    for (std::size_t begin = 0; begin < hanzi.size(); ++begin) {
        std::string word;
        for (std::size_t end = begin; end < std::min(begin + Lexicon::kLongestWord, hanzi.size());) {
            word += hanzi[end++];
            const Lexicon::Word* const found = lexicon_.find(word);
            if (found && best[begin].cost + found->cost < best[end].cost)
                best[end] = {begin, best[begin].cost + found->cost, found};
        }
    }
    std::vector<const Parting*> parts;
    for (std::size_t end = hanzi.size(); end > 0; end = best[end].begin) parts.push_back(&best[end]);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        const Syllables& syllables = (*part)->word->syllables;
        if (syllables.empty()) unknown.push_back(hanzi[(*part)->begin]);
        into.insert(into.end(), syllables.begin(), syllables.end());
    }
}

base::Result<std::map<std::string, std::string>> readings_of(const Folder& folder) {
    auto readings = corrections_of(folder);
    std::set<std::string> texts;
    for_each_text(folder, [&](const Table&, const Row&, std::string_view, const std::string& text) {
        if (!readings.contains(text)) texts.insert(text);
    });
    if (texts.empty()) return readings;
    auto reader = reader_with(readings);
    if (!reader) return base::fail(reader.error());
    for (const std::string& text : texts)
        if (Read read = reader->read(text); !read.pinyin.empty())
            readings.emplace(text, std::move(read.pinyin));
    return readings;
}

void check_readings(const Folder& folder, Problems& problems) {
    const auto corrections = corrections_of(folder);
    std::optional<base::Result<Reader>> reader;
    for_each_text(
        folder, [&](const Table& table, const Row& row, std::string_view column, const std::string& text) {
            if (corrections.contains(text)) return;
            if (!reader) reader = reader_with(corrections);
            if (!*reader) return;
            if (const Read read = (*reader)->read(text); !read.unknown.empty())
                problems.warning(table.place(row, column),
                                 say("nobody knows how {} is read in \"{}\"", listed(read.unknown), text),
                                 say("add the text to readings.csv, with a syllable for each hanzi"));
        });
    if (reader && !*reader)
        problems.error({.file = "readings.csv"}, say("there is no dictionary of how hanzi are read"),
                       say("install `libpinyin-data`"));
}

}  // namespace publish
