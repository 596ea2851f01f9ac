#include <algorithm>
#include <utility>

#include "catalog/decimal.h"
#include "catalog/model.h"
#include "catalog/unit.h"
#include "sync/publish/checks/arithmetic.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/checks/source_language.h"
#include "sync/publish/tables/lookup.h"
#include "words/english.h"
#include "words/numbers.h"

namespace publish {
namespace {

using Place = words::Place;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 下降0.6% is written -0.6.
std::string_view without_minus(std::string_view value) {
    return value.starts_with('-') ? value.substr(1) : value;
}

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small;
}

/// What a document may write for a unit: "home" and "homes", "percent" for "%".
std::vector<std::string> spellings_of(std::string_view unit, const words::Language& language) {
    std::vector<std::string> spellings{words::in_number(unit, false), words::in_number(unit, true)};
    for (std::string& spelling : spellings) spelling = in_small_letters(spelling);
    for (const words::UnitSign& sign : language.unit_signs)
        if (sign.unit == spellings.front()) spellings.emplace_back(sign.sign);
    return spellings;
}

/// A value as a document may say it.
struct Sought {
    std::string value;  // without a minus
    std::string unit;   // in the language of the document; may be empty
};

/// Where `sentence` says the number and its unit side by side; in whatever language where it is of several.
std::vector<Place> side_by_side(std::string_view sentence, const Sought& sought,
                                const words::Language& language) {
    for (const std::string& unit : spellings_of(sought.unit, language))
        if (auto places = words::places_of(sentence, sought.value, unit, language); !places.empty())
            return places;
    for (const words::Language* const other : words::languages())
        if (auto places = words::places_of(sentence, sought.value, sought.unit, *other); !places.empty())
            return places;
    return {};
}

bool is_written_apart(const words::Language& language) { return language.spaces.front() == " "; }

/// What English counts it calls by many names: 5,000 properties are as many inspections.
bool is_counted(std::string_view unit_en) {
    const auto trait = catalog::trait_of("", unit_en);
    return trait == catalog::UnitTrait::thing || trait == catalog::UnitTrait::person;
}

/// Where it says the number alone: its unit stands before it, at the head of a table, or further behind.
/// `around`: the document up to the sentence, and the sentence; empty: not known.
std::vector<Place> apart(std::string_view sentence, std::string_view around, const Sought& sought,
                         const words::Language& language) {
    const auto value = catalog::Decimal::parse(sought.value);
    if (!value) return {};
    const std::string known = in_small_letters(around);
    const bool is_any_word = is_written_apart(language) && is_counted(sought.unit);
    const auto occurs = [&](std::string_view unit) {
        if (unit.empty() || around.empty() || is_any_word) return true;
        const auto spellings = spellings_of(unit, language);
        return std::any_of(spellings.begin(), spellings.end(),
                           [&](const std::string& one) { return known.find(one) != known.npos; });
    };
    const bool whole_unit = occurs(sought.unit), base_unit = occurs(catalog::base_unit(sought.unit));
    const auto full = catalog::in_base_unit(*value, sought.unit);
    std::vector<Place> places;
    for (const words::SaidNumber& said : words::numbers_in(sentence, language)) {
        const auto said_full = catalog::shifted(said.value, said.power);
        const bool is_meant =
            said.of == catalog::Decimal(1) && ((base_unit && full && said_full && *said_full == *full) ||
                                               (whole_unit && said.power == 0 && said.value == *value));
        if (is_meant) places.push_back(said.place);
    }
    return places;
}

class WordingCheck {
public:
    WordingCheck(const Folder& folder, const Table& table, Problems& problems)
        : folder_(folder), table_(table), languages_(folder), problems_(problems) {}

    /// The quotation says the number, in the row's unit.
    void check_number(const Row& row, std::string_view column) {
        if (!find_places(row, column).empty()) return;
        const Sought sought = sought_in(row, column);
        const auto spaced = sought.unit.empty() || !is_written_apart(language_of(row)) ? "" : " ";
        problems_.warning(
            table_.place(row, column),
            say("quote does not say \"{}{}{}\"", sought.value, spaced, words::in_number(sought.unit, false)),
            say("correct the number, the unit or the quotation"));
    }

    /// The quotation qualifies the number as the comparator says.
    void check_comparator(const Row& row) {
        const auto places = find_places(row, "value");
        const std::string& comparator = cell(row, "comparator");
        std::string_view read;
        for (const Place& place : places) {
            read = comparator_at(cell(row, "quote"), place, language_of(row));
            if (read.empty() || read == comparator) return;
        }
        // The twentieth place or better, in whatever words.
        if (cell(row, "kind") == "rank" && comparator != "gt" && comparator != "ge") return;
        const Bilingual meant = word_of(*table_.format().find("comparator"), read);
        if (!places.empty())
            problems_.warning(table_.place(row, "comparator"),
                              say("the comparator is {}, but the words of quote mean {}",
                                  word_in(table_, row, "comparator"), meant),
                              say("write {}, or correct the quotation", meant));
    }

    /// The document has the numbers from which the target is worked out, or a figure has them.
    void check_rate(const Row& row) {
        const std::string& derived = cell(row, "derived");
        const std::size_t equals = std::min(derived.rfind('='), derived.size());
        const auto worked = work_out(derived.substr(0, equals), cell(row, "value"));
        if (!worked) return;
        for (const catalog::Decimal& number : worked->numbers)
            if (number != catalog::Decimal(1) && number != catalog::Decimal(100) && !is_known(row, number))
                problems_.warning(
                    table_.place(row, "derived"),
                    say("{} stands neither in the document nor among the figures", number.to_string()),
                    say("work the target out from numbers that were published"));
    }

private:
    [[nodiscard]] const std::string& cell(const Row& row, std::string_view column) const {
        return table_.cell(row, column);
    }
    [[nodiscard]] const words::Language& language_of(const Row& row) const {
        return languages_.of(cell(row, "source_id"));
    }
    [[nodiscard]] Sought sought_in(const Row& row, std::string_view column) const {
        const std::string& unit = cell(row, column_in("unit", language_of(row)));
        const std::string& other = unit.empty() ? cell(row, unit_of_first()) : unit;
        return {std::string(without_minus(cell(row, column))), other};
    }
    [[nodiscard]] std::string_view unit_of_first() const {
        return folder_.languages().first() == "zh" ? "unit_zh" : "unit_en";
    }

    [[nodiscard]] std::vector<Place> find_places(const Row& row, std::string_view column) const {
        const std::string& quote = cell(row, "quote");
        const Sought sought = sought_in(row, column);
        if (auto places = side_by_side(quote, sought, language_of(row)); !places.empty()) return places;
        return apart(quote, around(row), sought, language_of(row));
    }

    /// The document up to the quotation's end.
    [[nodiscard]] std::string_view around(const Row& row) const {
        const auto text = folder_.texts.find(cell(row, "source_id"));
        if (text == folder_.texts.end()) return {};
        const std::size_t at = text->second.find(cell(row, "quote"));
        if (at == std::string::npos) return {};
        return std::string_view(text->second).substr(0, at + cell(row, "quote").size());
    }

    /// Empty: words that we do not know may stand there, and nothing is said of them.
    static std::string_view comparator_at(std::string_view quote, Place place,
                                          const words::Language& language) {
        const auto name = [](catalog::Comparator comparator) {
            return catalog::kComparatorNames[static_cast<std::size_t>(comparator)];
        };
        if (const auto found = words::comparator_around(quote, place, language)) return name(*found);
        for (const words::Language* const other : words::languages())
            if (const auto found = words::comparator_around(quote, place, *other)) return name(*found);
        return is_chinese(std::string(quote.substr(0, place.begin)) + std::string(quote.substr(place.end)))
                   ? "eq"
                   : "";
    }

    static bool is_chinese(const std::string& text) {
        return std::any_of(text.begin(), text.end(), [](char c) {
            return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
        });
    }

    [[nodiscard]] bool is_known(const Row& row, const catalog::Decimal& number) const {
        const auto is_it = [&](const words::SaidNumber& said) { return said.value == number; };
        const words::Language& language = language_of(row);
        const auto says = [&](std::string_view text) {
            const auto numbers = words::numbers_in(text, language);
            return std::any_of(numbers.begin(), numbers.end(), is_it);
        };
        const auto text = folder_.texts.find(cell(row, "source_id"));
        if (says(cell(row, "quote")) || (text != folder_.texts.end() && says(text->second))) return true;
        const Table& figures = folder_.table("observation");
        return figures.usable() &&
               std::any_of(figures.rows().begin(), figures.rows().end(), [&](const Row& figure) {
                   return !figure.misshapen && figures.cell(figure, "target_id") == cell(row, "id") &&
                          catalog::Decimal::parse(figures.cell(figure, "value")) == number;
               });
    }

    const Folder& folder_;
    const Table& table_;
    const SourceLanguages languages_;
    Problems& problems_;
};

bool is_comparator(const std::string& word) {
    const auto& known = catalog::kComparatorNames;
    return std::find(std::begin(known), std::end(known), word) != std::end(known);
}

/// Of targets, and of what they were before.
void check_promises(const Folder& folder, const Table& table, Problems& problems) {
    WordingCheck check(folder, table, problems);
    const bool has_texts = table.format().find("value_text_zh") != nullptr;
    for (const Row& row : table.rows()) {
        if (row.misshapen || table.cell(row, "quote").empty()) continue;
        if (has_texts && !table.cell(row, "derived").empty()) {
            check.check_rate(row);
            continue;
        }
        if (has_texts &&
            (!table.cell(row, "value_text_zh").empty() || !table.cell(row, "value_text_en").empty()))
            continue;
        const std::string& comparator = table.cell(row, "comparator");
        const std::string_view column = comparator == "range" ? "value_high" : "value";
        if (!catalog::Decimal::parse(table.cell(row, column))) continue;
        check.check_number(row, column);
        if (has_texts && is_comparator(comparator) && comparator != "range" && comparator != "qualitative")
            check.check_comparator(row);
    }
}

/// 53 of 53, 5.3 and 0.053.
std::string significant_digits(std::string_view number) {
    std::string digits;
    for (const char c : number)
        if (is_digit(c) && !(digits.empty() && c == '0')) digits += c;
    while (digits.ends_with('0')) digits.pop_back();
    return digits;
}

class FigureCheck {
public:
    FigureCheck(const Folder& folder, Problems& problems)
        : figures_(folder.table("observation")),
          targets_(folder.table("target")),
          by_id_(rows_by_id(targets_)),
          languages_(folder),
          problems_(problems) {}

    void check_all() {
        for (const Row& row : figures_.rows())
            if (const Row* const target =
                    row.misshapen ? nullptr : find_row(by_id_, figures_.cell(row, "target_id")))
                check(row, *target);
    }

private:
    /// The excerpt says the figure. Where its digits stand there with the point elsewhere, that is the slip:
    /// 53 or 0.053 beside 5.3%.
    void check(const Row& row, const Row& target) {
        const std::string &written = figures_.cell(row, "value"), &excerpt = figures_.cell(row, "excerpt_zh");
        const auto value = catalog::Decimal::parse(without_minus(written));
        if (!value || excerpt.empty() || !figures_.cell(row, "derived").empty()) return;
        const words::Language& language = languages_.of(figures_.cell(row, "source_id"));
        const std::string unit = unit_of(row, target, column_in("unit", language));
        if (unit.empty()) return;
        const auto full = catalog::in_base_unit(*value, unit);
        const auto promised = catalog::Decimal::parse(without_minus(targets_.cell(target, "value")));
        const std::string digits = significant_digits(written);
        std::string other;
        for (const words::SaidNumber& said : words::numbers_in(excerpt, language)) {
            const auto said_full = catalog::shifted(said.value, said.power);
            if (said.value == *value || (full && said_full && *said_full == *full)) return;
            if (promised && said.value == *promised) continue;  // the sentence has the target as well
            if (const std::string number = said.value.to_string();
                significant_digits(number) == digits && has_unit(excerpt, number, unit, language))
                other = number;
        }
        if (!other.empty())
            return problems_.warning(figures_.place(row, "value"),
                                     say("the excerpt says \"{}{}\", the value is {}", other, unit, written),
                                     say("write the number as the excerpt has it"));
        if (!has_unit(excerpt, std::string(without_minus(written)), unit, language))
            problems_.warning(
                figures_.place(row, "value"), say("the excerpt does not say \"{}{}\"", written, unit),
                say("correct the number, the unit or the excerpt; what is worked out needs `derived`"));
    }

    [[nodiscard]] std::string unit_of(const Row& row, const Row& target, const std::string& column) const {
        if (figures_.cell(row, "basis").starts_with("percent_of_")) return "%";
        const std::string& own = figures_.cell(row, column);
        return own.empty() ? targets_.cell(target, column) : own;
    }

    static bool has_unit(std::string_view excerpt, const std::string& number, const std::string& unit,
                         const words::Language& language) {
        return !side_by_side(excerpt, {number, unit}, language).empty();
    }

    const Table& figures_;
    const Table& targets_;
    const std::map<std::string, const Row*, std::less<>> by_id_;
    const SourceLanguages languages_;
    Problems& problems_;
};

void check_outcome_wording(const Folder& folder, const Table& outcomes, Problems& problems) {
    WordingCheck check(folder, outcomes, problems);
    for (const Row& row : outcomes.rows())
        if (!row.misshapen && catalog::Decimal::parse(outcomes.cell(row, "value")))
            check.check_number(row, "value");
}

}  // namespace

void check_wording(const Folder& folder, Problems& problems) {
    for (const std::string_view table : {"target", "revision"})
        if (folder.table(table).usable()) check_promises(folder, folder.table(table), problems);
    if (folder.table("observation").usable() && folder.table("target").usable())
        FigureCheck(folder, problems).check_all();
    if (folder.table("outcome").usable()) check_outcome_wording(folder, folder.table("outcome"), problems);
}

}  // namespace publish
