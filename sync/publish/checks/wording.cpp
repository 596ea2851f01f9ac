#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "catalog/decimal.h"
#include "catalog/model.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/lookup.h"
#include "words/numbers.h"

namespace publish {
namespace {

using Place = words::Place;

/// Of the quotation; of the words of a comparator as well.
const std::array<const words::Language*, 2> kLanguages{&words::language("zh-CN"), &words::language("en")};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Whether the character at `at` is part of a number: a point or a comma between digits is one.
bool belongs_to_number(std::string_view text, std::size_t at) {
    if (is_digit(text[at])) return true;
    return (text[at] == '.' || text[at] == ',') && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) &&
           is_digit(text[at + 1]);
}

/// Where the quotation says the number with its unit, which is Chinese even where the quotation is not.
std::vector<Place> find_places(const std::string& quote, const std::string& value, const std::string& unit) {
    for (const words::Language* const language : kLanguages)
        if (auto places = words::places_of(quote, value, unit, *language); !places.empty()) return places;
    return {};
}

/// Empty: words that we do not know may stand there, and nothing is said of them.
std::string_view comparator_at(std::string_view quote, Place place) {
    for (const words::Language* const language : kLanguages)
        if (const auto comparator = words::comparator_around(quote, place, *language))
            return catalog::kComparatorNames[static_cast<std::size_t>(*comparator)];
    // The unit is Chinese in any case: what stands around the number and it decides.
    const std::string around =
        std::string(quote.substr(0, place.begin)) + std::string(quote.substr(place.end));
    const bool is_chinese = std::any_of(around.begin(), around.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
    });
    return is_chinese ? "eq" : "";
}

/// Every number in a text that `unit` follows.
std::vector<std::string> numbers_with_unit(const std::string& text, const std::string& unit) {
    std::vector<std::string> numbers;
    for (std::size_t at = text.find(unit); at != text.npos; at = text.find(unit, at + unit.size())) {
        std::size_t from = at;
        while (from > 0 && belongs_to_number(text, from - 1)) --from;
        std::string number = text.substr(from, at - from);
        std::erase(number, ',');
        if (catalog::Decimal::parse(number)) numbers.push_back(std::move(number));
    }
    return numbers;
}

/// 53 of 53, 5.3 and 0.053.
std::string significant_digits(std::string_view number) {
    std::string digits;
    for (const char c : number)
        if (is_digit(c) && !(digits.empty() && c == '0')) digits += c;
    while (digits.ends_with('0')) digits.pop_back();
    return digits;
}

class WordingCheck {
public:
    WordingCheck(const Table& table, Problems& problems) : table_(table), problems_(problems) {}

    /// The quotation says the number, in the row's unit.
    void check_number(const Row& row, std::string_view column) {
        const std::string number = std::string(without_minus(cell(row, column)));
        if (!find_places(cell(row, "quote"), number, cell(row, "unit_zh")).empty()) return;
        problems_.warning(table_.place(row, column),
                          say("quote does not say \"{}{}\"", number, cell(row, "unit_zh")),
                          say("correct the number, the unit or the quotation"));
    }

    /// The quotation qualifies the number as the comparator says.
    void check_comparator(const Row& row) {
        const auto places = find_places(cell(row, "quote"), cell(row, "value"), cell(row, "unit_zh"));
        std::string_view read;
        for (const words::Place& place : places) {
            read = comparator_at(cell(row, "quote"), place);
            if (read.empty() || read == cell(row, "comparator")) return;
        }
        const Bilingual meant = word_of(*table_.format().find("comparator"), read);
        if (!places.empty())
            problems_.warning(table_.place(row, "comparator"),
                              say("the comparator is {}, but the words of quote mean {}",
                                  word_in(table_, row, "comparator"), meant),
                              say("write {}, or correct the quotation", meant));
    }

private:
    [[nodiscard]] const std::string& cell(const Row& row, std::string_view column) const {
        return table_.cell(row, column);
    }
    /// 下降0.6% is written -0.6.
    static std::string_view without_minus(std::string_view value) {
        return value.starts_with('-') ? value.substr(1) : value;
    }

    const Table& table_;
    Problems& problems_;
};

void check_target_wording(const Table& targets, Problems& problems) {
    WordingCheck check(targets, problems);
    for (const Row& row : targets.rows()) {
        if (row.misshapen || targets.cell(row, "quote").empty() ||
            !targets.cell(row, "value_text_zh").empty())
            continue;
        const std::string& comparator = targets.cell(row, "comparator");
        const std::string_view column = comparator == "range" ? "value_high" : "value";
        if (!catalog::Decimal::parse(targets.cell(row, column))) continue;
        check.check_number(row, column);
        const auto& known = catalog::kComparatorNames;
        if (std::find(std::begin(known), std::end(known), comparator) == std::end(known)) continue;
        if (comparator != "range" && comparator != "qualitative") check.check_comparator(row);
    }
}

/// A figure whose digits stand in the excerpt with the point elsewhere: 53 or 0.053 beside 5.3%.
void check_figure(const Table& figures, const Row& row, const std::string& unit, Problems& problems) {
    const auto value = catalog::Decimal::parse(figures.cell(row, "value"));
    if (!value || unit.empty() || !figures.cell(row, "derived").empty()) return;
    const std::string digits = significant_digits(figures.cell(row, "value"));
    std::string other;
    for (const std::string& number : numbers_with_unit(figures.cell(row, "excerpt_zh"), unit)) {
        const auto said = catalog::Decimal::parse(number);
        if (*said == *value || *said == catalog::Decimal(0) - *value) return;
        if (significant_digits(number) == digits) other = number;
    }
    if (!other.empty())
        problems.warning(
            figures.place(row, "value"),
            say("the excerpt says \"{}{}\", the value is {}", other, unit, figures.cell(row, "value")),
            say("write the number as the excerpt has it"));
}

void check_figure_wording(const Folder& folder, Problems& problems) {
    const Table &figures = folder.table("observation"), &targets = folder.table("target");
    const auto by_id = rows_by_id(targets);
    for (const Row& row : figures.rows())
        if (const Row* const target =
                row.misshapen ? nullptr : find_row(by_id, figures.cell(row, "target_id")))
            check_figure(figures, row, targets.cell(*target, "unit_zh"), problems);
}

void check_outcome_wording(const Table& outcomes, Problems& problems) {
    WordingCheck check(outcomes, problems);
    for (const Row& row : outcomes.rows())
        if (!row.misshapen && catalog::Decimal::parse(outcomes.cell(row, "value")))
            check.check_number(row, "value");
}

}  // namespace

void check_wording(const Folder& folder, Problems& problems) {
    if (folder.table("target").usable()) check_target_wording(folder.table("target"), problems);
    if (folder.table("observation").usable() && folder.table("target").usable())
        check_figure_wording(folder, problems);
    if (folder.table("outcome").usable()) check_outcome_wording(folder.table("outcome"), problems);
}

}  // namespace publish
