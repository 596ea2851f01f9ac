#pragma once

#include <map>
#include <string>
#include <string_view>

/// How hanzi are read aloud, on the screen's side: by what a catalog's publisher says of its texts, and for
/// all other texts by a list of words and characters (assets/readings).
namespace words {

class Pinyin {
public:
    /// `list`: sorted lines, a character or word, a tab, and syllables: of a character all of its readings,
    /// the most frequent first; of a word one for each character. Words that read as the first reading of
    /// each of their characters may be missing. It must outlive this. Empty: nothing is known.
    explicit Pinyin(std::string_view list) : list_(list) {}

    /// `text` is read so wherever it stands in a longer text. `syllables` are of its hanzi alone, parted by
    /// blanks; where they are not as many, the text is left to the list.
    void learn(std::string_view text, std::string_view syllables);

    /// "城镇新增就业，T 一四七" is "cheng2 zhen4 xin1 zeng1 jiu4 ye4, T yi1 si4 qi1": a syllable with its
    /// tone for each hanzi, ü as v, marks that part sentences as , . and :, other signs left out. Empty where
    /// a hanzi is unknown. REQUIRES: no figures, which `spoken` has written out.
    [[nodiscard]] std::string read(std::string_view spoken) const;

private:
    [[nodiscard]] std::string_view listed(std::string_view text) const;

    std::string_view list_;
    std::map<std::u32string, std::string> learnt_;  // hanzi alone
    std::size_t longest_ = 0;
};

/// What `Pinyin::read` made of `spoken`, with the tones that 不 and 一 have before what follows them: bu2
/// yong4, yi2 ge4, yi4 tiao2. For a voice; a dictionary has bu4 and yi1.
[[nodiscard]] std::string with_changed_tones(std::string_view pinyin, std::string_view spoken);

}  // namespace words
