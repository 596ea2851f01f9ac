#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/building/lexicon.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// How a text is read.
struct Read {
    std::string pinyin;                // a syllable for each hanzi; empty: there is none, or one is unknown
    std::vector<std::string> unknown;  // hanzi of which nobody knows how they are read
};

/// Reads texts with hanzi aloud, as pinyin: by words, not by characters.
class Reader {
public:
    explicit Reader(Lexicon lexicon) : lexicon_(std::move(lexicon)) {}

    /// The editor knows better. `text` is read so wherever it stands in a longer text; one hanzi by itself
    /// only where it is no part of a word. REQUIRES: `pinyin` has a syllable for each hanzi.
    void correct(const std::string& text, const std::string& pinyin);
    [[nodiscard]] Read read(const std::string& text);

private:
    void read_run(const std::vector<std::string>& hanzi, Syllables& into, std::vector<std::string>& unknown);

    Lexicon lexicon_;
    std::map<std::string, Syllables, std::greater<>> corrections_;  // the longer of two before the shorter
};

/// The rows of the table `reading`: the author's as they are, and one for each other text that citizens look
/// for and that has hanzi (places, titles, names, short names, each everyday word). None where the release
/// has no Chinese. Errors: not_found (libpinyin's words are not installed).
[[nodiscard]] base::Result<std::map<std::string, std::string>> readings_of(const Folder& folder);

/// Warns of each cell with a hanzi of which nobody knows how it is read.
void check_readings(const Folder& folder, Problems& problems);

}  // namespace publish
