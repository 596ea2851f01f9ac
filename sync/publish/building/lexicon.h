#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace publish {

/// Syllables with their tones, one for each hanzi: "zhong4", "dian3".
using Syllables = std::vector<std::string>;

/// What is known of words: how often they are written, and how they are read. libpinyin has the words and
/// their syllables; the list that this program carries, readings.txt, has the tones.
class Lexicon {
public:
    /// No word has more hanzi.
    static constexpr std::size_t kLongestWord = 4;

    /// Nobody's own words are read, and none are written. Errors: not_found (libpinyin's words are not
    /// installed).
    [[nodiscard]] static base::Result<Lexicon> open();
    Lexicon(Lexicon&&) noexcept;
    Lexicon& operator=(Lexicon&&) noexcept;
    ~Lexicon();

    struct Word {
        double cost = 0;  // the rarer, the more; of two ways to part a text the one that costs less is right
        Syllables syllables;  // empty: a hanzi that nobody knows
    };
    /// Nothing: several hanzi that are no word. One hanzi always is one. The pointer lives as long as this.
    /// REQUIRES: `hanzi` is one or more of them, and nothing else.
    [[nodiscard]] const Word* find(const std::string& hanzi);
    /// From now on one hanzi is read so where it is a word by itself.
    void set_reading(const std::string& hanzi, std::string syllable);

private:
    struct Pinyin;  // libpinyin's side
    explicit Lexicon(std::unique_ptr<Pinyin> pinyin);
    [[nodiscard]] std::vector<std::string_view> listed(const std::string& hanzi) const;
    [[nodiscard]] std::optional<Word> look_up(const std::string& hanzi);
    [[nodiscard]] Syllables likeliest(const std::string& word, const std::vector<Syllables>& readings) const;

    std::unique_ptr<Pinyin> pinyin_;
    std::vector<std::string_view> lines_;  // of the list, sorted
    std::unordered_map<std::string, std::optional<Word>> known_;
};

}  // namespace publish
