#include "words/numbers.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "catalog/unit.h"
#include "words/english.h"

namespace words {
namespace {

bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small;
}

/// Whether the byte at `at` is part of a number: a point or a comma between figures is one.
bool belongs_to_number(std::string_view text, std::size_t at) {
    if (is_figure(text[at])) return true;
    return (text[at] == '.' || text[at] == ',') && at > 0 && at + 1 < text.size() &&
           is_figure(text[at - 1]) && is_figure(text[at + 1]);
}

/// Whether [begin, end) is cut out of a longer number or, in letters, out of a longer word.
bool is_torn_out(std::string_view text, Place place) {
    const auto joins = [&](std::size_t inside, std::size_t outside) {
        if (is_figure(text[inside])) return belongs_to_number(text, outside);
        return is_letter(text[inside]) && is_letter(text[outside]);
    };
    return (place.begin > 0 && joins(place.begin, place.begin - 1)) ||
           (place.end < text.size() && joins(place.end - 1, place.end));
}

/// 30 as "３０".
std::string full_width(std::string_view value) {
    std::string wide;
    for (const char c : value)
        wide += c == '.' ? std::string("．") : std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'));
    return wide;
}

void add_places(std::vector<Place>& places, std::string_view sentence, std::string_view spelling) {
    if (spelling.empty()) return;
    for (std::size_t at = sentence.find(spelling); at != std::string_view::npos;
         at = sentence.find(spelling, at + 1)) {
        const Place place{at, at + spelling.size()};
        if (!is_torn_out(sentence, place) && std::find(places.begin(), places.end(), place) == places.end())
            places.push_back(place);
    }
}

/// The spellings of a value in figures and words.
std::vector<std::string> spellings_of(std::string_view value, const Language& language) {
    std::vector<std::string> spellings{std::string(value), full_width(value)};
    if (const std::string parted = with_thousands(value); parted != value) spellings.push_back(parted);
    const auto number = catalog::Decimal::parse(value);
    for (const NumberWord& word : language.number_words)
        if (number && word.of == 1 && *number == catalog::Decimal(word.number))
            spellings.emplace_back(word.word);
    return spellings;
}

/// "homes" is said "home" of one.
std::vector<std::string> forms_of(std::string_view unit) {
    std::vector<std::string> forms{in_number(unit, false)};
    if (const std::string one = in_number(unit, true); one != forms.front()) forms.push_back(one);
    return forms;
}

/// Figures with points and commas, full-width ones as well; empty where none begin at `at`.
struct Figures {
    std::string plain;  // without commas
    std::size_t end;
};

Figures figures_at(std::string_view text, std::size_t at) {
    Figures found{"", at};
    while (at < text.size()) {
        if (belongs_to_number(text, at)) {
            if (text[at] != ',') found.plain += text[at];
            ++at;
        } else if (text.substr(at).starts_with("\xEF\xBC") && at + 2 < text.size() &&
                   static_cast<unsigned char>(text[at + 2]) >= 0x90 &&
                   static_cast<unsigned char>(text[at + 2]) <= 0x99) {
            found.plain += static_cast<char>('0' + (static_cast<unsigned char>(text[at + 2]) - 0x90));
            at += 3;
        } else if (text.substr(at).starts_with("．") && !found.plain.empty()) {
            found.plain += '.';
            at += 3;
        } else {
            break;
        }
        found.end = at;
    }
    return found;
}

/// The power that stands at `at`, perhaps after a space, and where it ends.
std::pair<int, std::size_t> power_at(std::string_view text, std::size_t at) {
    const std::size_t begin = at + (at < text.size() && (text[at] == ' ' || text[at] == '-'));
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > begin)
        if (const int power = catalog::power_of_unit(text.substr(begin, end - begin)); power > 0)
            return {power, end};
    const std::string_view rest = text.substr(std::min(at, text.size()));
    if (const int power = catalog::power_of_unit(rest); power > 0 && !is_letter(rest.front()))
        return {power, at + (rest.size() - catalog::base_unit(rest).size())};
    return {0, at};
}

/// 统一 says no number: one hanzi alone is not taken for one.
bool is_too_short(std::string_view word) {
    return static_cast<unsigned char>(word.front()) >= 0x80 && word.size() < 6;
}

/// The longest number word at `at`, whole.
const NumberWord* word_at(std::string_view small, std::size_t at, const Language& language) {
    const NumberWord* longest = nullptr;
    for (const NumberWord& one : language.number_words)
        if (!is_too_short(one.word) && small.substr(at).starts_with(one.word) &&
            !is_torn_out(small, {at, at + one.word.size()}) &&
            (longest == nullptr || one.word.size() > longest->word.size()))
            longest = &one;
    return longest;
}

}  // namespace

std::vector<SaidNumber> numbers_in(std::string_view sentence, const Language& language) {
    const std::string small = in_small_letters(sentence);
    const std::string_view text = small;
    std::vector<SaidNumber> found;
    for (std::size_t at = 0; at < text.size();) {
        SaidNumber number{.place = {at, at}};
        if (const Figures figures = figures_at(text, at); figures.end > at) {
            const auto value = catalog::Decimal::parse(figures.plain);
            at = number.place.end = figures.end;
            if (!value) continue;
            number.value = *value;
        } else if (const NumberWord* const word = word_at(text, at, language)) {
            at = number.place.end = at + word->word.size();
            number.value = catalog::Decimal(word->number);
            number.of = catalog::Decimal(word->of);
        } else {
            ++at;
            continue;
        }
        std::tie(number.power, number.place.end) = power_at(text, number.place.end);
        at = number.place.end;
        found.push_back(number);
    }
    return found;
}

std::vector<Place> places_of(std::string_view sentence, std::string_view value, std::string_view unit,
                             const Language& language) {
    const std::string small = in_small_letters(sentence);
    std::vector<Place> places;
    for (const std::string& spelling : spellings_of(value, language))
        for (const std::string& form : forms_of(unit))
            for (const std::string_view space : language.spaces)
                add_places(places, small,
                           in_small_letters(spelling + (form.empty() ? "" : std::string(space) + form)));
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.begin < b.begin; });
    return places;
}

std::optional<catalog::Comparator> comparator_around(std::string_view sentence, Place place,
                                                     const Language& language) {
    const std::string before = in_small_letters(sentence.substr(0, place.begin)),
                      after = in_small_letters(sentence.substr(place.end));
    for (const Comparison& one : language.comparisons) {
        const bool whole = one.before.empty() || !is_letter(one.before.front()) ||
                           before.size() <= one.before.size() ||
                           !is_letter(before[before.size() - one.before.size() - 1]);
        if (whole && before.ends_with(one.before) && after.starts_with(one.after)) return one.comparator;
    }
    return std::nullopt;
}

}  // namespace words
