#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "catalog/model.h"

/// How values are said, in each language: for whatever speaks to citizens, and for what holds an author's
/// words against numbers.
namespace words {

/// A number and its unit in the parts that a language sets apart. Joined, they read as one.
struct Quantity {
    std::string number = {};  // "12.65", "126,500", "250"
    std::string power = {};   // " billion"; in Chinese the unit has it
    std::string unit = {};    // "万人", " people", " yuan"
};

/// Words around a number, and the comparator that they make of it.
struct Comparison {
    std::string_view before, after;  // in small letters
    catalog::Comparator comparator;
};

/// A number that is written as a word: "两" is 2, "三分之一" and "a third" are 1 of 3.
struct NumberWord {
    std::string_view word;  // in small letters
    std::int64_t number, of = 1;
};

/// A word by which a document says how something went.
struct Claim {
    std::string_view word;  // in small letters
    catalog::PublishedOutcome outcome;
};

/// "$" stands before the number for what the catalog calls "dollars" behind it.
struct UnitSign {
    std::string_view unit, sign;
};

struct Marks {
    std::string_view open, close;
};

/// What line_breaks.h has to know of a language. Its lists apply to every text, whose foreign words keep
/// their own rules; `tag` is that of the text.
struct LineRules {
    const char* tag = "en";  // by which libunibreak chooses among the rules of UAX #14
    std::span<const std::u32string_view> units = {};  // stand behind their number: 平方米
    std::u32string_view powers = {};                  // and what may stand between the two: 多, 万
    // Where a unit is any word after a space: those that are none, and those that another word belongs to.
    std::span<const std::u32string_view> never_units = {}, before_units = {};
    std::span<const std::u32string_view> months = {};  // how their names begin
};

/// Everything in which a language differs from the others, beside the table of its words. Compared by
/// identity; lives as long as the program. A new one is a file in words/languages and a table in
/// assets/strings.
struct Language {
    std::string_view tag;       // BCP 47; its table is assets/strings/<tag>.toml
    std::string_view own_name;  // as its speakers call it: on the button that leads to it
    bool for_tests = false;     // never offered to visitors
    std::string catalog::Bilingual::*side = &catalog::Bilingual::en;  // what it speaks of the catalog

    // Numbers. `unit` has words of this language, or none at all.
    /// A value of the catalog, which is a decimal in that unit; what is no number stays as it is.
    Quantity (*quantity)(std::string_view value, const catalog::Bilingual& unit) = nullptr;
    /// `count` of the unit without its power: "1万人", "10 million people", "1 home".
    Quantity (*pieces)(long long count, const catalog::Bilingual& unit) = nullptr;

    // Dates.
    std::string (*date)(base::Date date) = nullptr;
    std::string (*month)(std::chrono::month month) = nullptr;
    std::string_view before_time = " ";  // between date and time of day

    // Letters.
    bool narrow_quotes = true;  // “ and ” as wide as they are, not an em
    Marks quotation{"“", "”"}, inner_quotation{"‘", "’"}, title{"“", "”"};
    LineRules lines;
    // How wide words are beside those of Chinese, for columns.
    float text_width = 1;  // of a sentence that says the same
    float word_width = 1;  // of what cannot be broken

    // What sentences of documents say: numbers.h, claims.h.
    std::span<const Comparison> comparisons = {};  // the first that fits decides
    std::span<const NumberWord> number_words = {};
    std::span<const std::string_view> spaces = {};  // what may stand between a number and its unit
    std::span<const UnitSign> unit_signs = {};      // other words and signs for a unit
    std::span<const Claim> claims = {};
    std::span<const std::string_view> expectations = {};  // in small letters
    std::span<const std::string_view> sentence_ends = {};
};

/// Every language that this program has been given, those for tests as well, by their files' names.
[[nodiscard]] std::span<const Language* const> languages();
/// By BCP 47 tag, whose letters may be large or small; "en-GB" finds "en" and "zh" finds "zh-CN". Null when
/// there is none.
[[nodiscard]] const Language* find_language(std::string_view tag);
/// REQUIRES: there is one.
[[nodiscard]] const Language& language(std::string_view tag);

/// Those of a list such as "zh-CN,en", in its order, that visitors may be offered; never empty.
[[nodiscard]] std::vector<const Language*> languages_of(std::string_view tags);
/// The one after `now` in `offered`, past the last the first again; null when that is `now` itself.
[[nodiscard]] const Language* next_language(const Language& now, std::span<const Language* const> offered);
/// Of a release that does not say it.
constexpr std::string_view kUsualLanguages = "zh-CN,en";

/// The words in this language; in another where there are none in this.
[[nodiscard]] const std::string& pick(const catalog::Bilingual& words, const Language& language);
/// The language that `pick` finds.
[[nodiscard]] const Language& language_of(const catalog::Bilingual& words, const Language& language);

}  // namespace words
