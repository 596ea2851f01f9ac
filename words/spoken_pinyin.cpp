#include "words/spoken_pinyin.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "words/line_breaks.h"
#include "words/spoken_scan.h"

namespace words {
namespace {

constexpr std::size_t kLongestListed = 8;

std::vector<std::string> syllables_of(std::string_view pinyin) {
    std::vector<std::string> syllables;
    while (!pinyin.empty()) {
        const std::string_view one = pinyin.substr(0, pinyin.find(' '));
        if (!one.empty()) syllables.emplace_back(one);
        pinyin.remove_prefix(std::min(one.size() + 1, pinyin.size()));
    }
    return syllables;
}

std::u32string hanzi_of(std::string_view text) {
    std::u32string hanzi = to_code_points(text);
    std::erase_if(hanzi, [](char32_t c) { return !is_hanzi(c); });
    return hanzi;
}

/// How a sign is paused at; none for what has no pause.
std::string_view pause_of(char32_t c) {
    switch (c) {
        case U'，':
        case ',':
        case U'、':
        case U'；':
        case ';':
        case U'（':
        case U'）':
        case '(':
        case ')':
        case U'—':
            return ",";
        case U'：':
        case ':':
            return ":";
        case U'。':
        case '.':
        case U'！':
        case '!':
        case '\n':
            return ".";
        case U'？':
        case '?':
            return "?";
        default:
            return "";
    }
}

/// Where the last word begins in the best way to part the hanzi up to here.
struct Parting {
    std::size_t begin = 0;
    double cost = std::numeric_limits<double>::infinity();
    std::string_view pinyin = {};
};

/// 一 changes its tone before these, and in figures and after 第 it does not.
constexpr std::u32string_view kCounted = U"个项家所条套名座次万亿百千件期些定般切样户对张块场共旦方起直";
constexpr std::u32string_view kFigures = U"第零〇一二三四五六七八九十点";

/// Words of the list that stand in sentences by chance alone: 目标|的, 公布了|结果.
constexpr std::string_view kByChance[] = {"标的", "质的", "准的", "的知", "的是", "了结", "家给", "全分"};
/// 儿 of dialect, which no document writes.
constexpr std::string_view kAfterVowel = "r5", kByItself = "er2";

// What a piece costs: words of the publisher before those of the list before characters by themselves.
constexpr double kLearnt = 1, kListed = 1.5, kAlone = 1.6, kEachHanzi = 1e-3;

}  // namespace

void Pinyin::learn(std::string_view text, std::string_view syllables) {
    std::u32string hanzi = hanzi_of(text);
    if (hanzi.empty() || syllables_of(syllables).size() != hanzi.size()) return;
    longest_ = std::max(longest_, hanzi.size());
    learnt_.insert_or_assign(std::move(hanzi), std::string(syllables));
}

std::string_view Pinyin::listed(std::string_view text) const {
    // Lines are sorted by their bytes, so that a binary search over places needs no index.
    std::size_t low = 0, high = list_.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before = middle == 0 ? std::string_view::npos : list_.rfind('\n', middle - 1);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::string_view line = list_.substr(begin, list_.find('\n', begin) - begin);
        const std::string_view key = line.substr(0, line.find('\t'));
        if (key == text) return line.substr(std::min(key.size() + 1, line.size()));
        if (key < text)
            low = begin + line.size() + 1;
        else
            high = begin;
    }
    return {};
}

std::string Pinyin::read(std::string_view spoken) const {
    const std::u32string text = to_code_points(spoken);
    std::vector<Parting> best(text.size() + 1);
    best[0].cost = 0;
    const auto reach = [&](std::size_t begin, std::size_t end, double cost, std::string_view pinyin) {
        if (best[begin].cost + cost < best[end].cost) best[end] = {begin, best[begin].cost + cost, pinyin};
    };
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (!is_hanzi(text[begin])) {
            reach(begin, begin + 1, 0, {});
            continue;
        }
        std::string word;
        std::size_t end = begin;
        for (;
             end < text.size() && is_hanzi(text[end]) && end - begin < std::max(longest_, kLongestListed);) {
            spoken_scan::append(word, text[end++]);
            const std::size_t hanzi = end - begin;
            if (const auto known = learnt_.find(text.substr(begin, hanzi)); known != learnt_.end())
                reach(begin, end, kLearnt + kEachHanzi * static_cast<double>(hanzi), known->second);
            if (hanzi > kLongestListed) continue;
            std::string_view pinyin = listed(word);
            if (hanzi == 1) pinyin = pinyin.substr(0, pinyin.find(' '));
            if (pinyin == kAfterVowel) pinyin = kByItself;
            if (std::find(std::begin(kByChance), std::end(kByChance), word) != std::end(kByChance)) continue;
            if (!pinyin.empty()) reach(begin, end, hanzi == 1 ? kAlone : kListed, pinyin);
        }
    }
    if (best[text.size()].cost == std::numeric_limits<double>::infinity()) return {};
    std::vector<std::size_t> ends;
    for (std::size_t end = text.size(); end > 0; end = best[end].begin) ends.push_back(end);
    std::string out;
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        const Parting& part = best[*end];
        const char32_t c = text[part.begin];
        if (!part.pinyin.empty()) {
            if (!out.empty() && out.back() != ' ') out += ' ';
            out += part.pinyin;
        } else if (const std::string_view pause = pause_of(c); !pause.empty()) {
            if (!out.empty() && std::string_view(",.:?").find(out.back()) == std::string_view::npos)
                out += pause;
        } else if (spoken_scan::is_letter(c)) {
            const bool goes_on = *end >= 2 &&
                                 spoken_scan::is_letter(text[part.begin == 0 ? 0 : part.begin - 1]) &&
                                 part.begin > 0;
            if (!out.empty() && !goes_on && out.back() != ' ') out += ' ';
            spoken_scan::append(out, c);
        }
    }
    return out;
}

std::string with_changed_tones(std::string_view pinyin, std::string_view spoken) {
    const std::u32string hanzi = hanzi_of(spoken);
    std::string out{pinyin};
    std::vector<std::size_t> tones;  // where the tone of each hanzi stands
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i] >= '1' && out[i] <= '5') tones.push_back(i);
    if (tones.size() != hanzi.size()) return out;
    for (std::size_t i = 0; i + 1 < hanzi.size(); ++i) {
        const bool goes_on = out[tones[i] + 1] == ' ';  // and no pause lies between
        if (hanzi[i] == U'不' && goes_on && out[tones[i + 1]] == '4') out[tones[i]] = '2';
        const bool counts = kCounted.find(hanzi[i + 1]) != std::u32string_view::npos &&
                            (i == 0 || kFigures.find(hanzi[i - 1]) == std::u32string_view::npos);
        if (hanzi[i] == U'一' && goes_on && counts) out[tones[i]] = out[tones[i + 1]] == '4' ? '2' : '4';
    }
    return out;
}

}  // namespace words
