#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "catalog/decimal.h"
#include "catalog/model.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

/// Words around a number, and the comparator that they make of it. The first that fits decides: 达到28%以上
/// is ge.
struct Wording {
    std::string_view before, after;
    std::string_view comparator;
};
constexpr std::array kWordings{
    Wording{"", "以上", "ge"},     Wording{"", "以下", "le"},     Wording{"", "以内", "le"},
    Wording{"", "左右", "approx"}, Wording{"不低于", "", "ge"},   Wording{"不少于", "", "ge"},
    Wording{"至少", "", "ge"},     Wording{"不超过", "", "le"},   Wording{"不高于", "", "le"},
    Wording{"低于", "", "lt"},     Wording{"超过", "", "gt"},     Wording{"突破", "", "gt"},
    Wording{"超", "", "gt"},       Wording{"约", "", "approx"},   Wording{"达到", "", "reach"},
    Wording{"至", "", "reach"},    Wording{"保持", "", "stable"},
};
/// The same in English, in small letters.
constexpr std::array kEnglishWordings{
    Wording{"no less than ", "", "ge"},  Wording{"not less than ", "", "ge"},
    Wording{"no fewer than ", "", "ge"}, Wording{"not fewer than ", "", "ge"},
    Wording{"at least ", "", "ge"},      Wording{"", " or more", "ge"},
    Wording{"", " or above", "ge"},      Wording{"no more than ", "", "le"},
    Wording{"not more than ", "", "le"}, Wording{"at most ", "", "le"},
    Wording{"up to ", "", "le"},         Wording{"within ", "", "le"},
    Wording{"", " or less", "le"},       Wording{"", " or below", "le"},
    Wording{"more than ", "", "gt"},     Wording{"greater than ", "", "gt"},
    Wording{"over ", "", "gt"},          Wording{"above ", "", "gt"},
    Wording{"exceed ", "", "gt"},        Wording{"exceeding ", "", "gt"},
    Wording{"exceeds ", "", "gt"},       Wording{"less than ", "", "lt"},
    Wording{"fewer than ", "", "lt"},    Wording{"below ", "", "lt"},
    Wording{"under ", "", "lt"},         Wording{"about ", "", "approx"},
    Wording{"around ", "", "approx"},    Wording{"approximately ", "", "approx"},
    Wording{"roughly ", "", "approx"},   Wording{"some ", "", "approx"},
    Wording{"reach ", "", "reach"},      Wording{"reaching ", "", "reach"},
    Wording{"keep at ", "", "stable"},   Wording{"remain at ", "", "stable"},
};

/// 2 may be written 两.
constexpr std::array<std::string_view, 11> kNumerals{"零", "一", "二", "三", "四", "五",
                                                     "六", "七", "八", "九", "十"};

std::string_view numeral_of(const std::string& value) {
    if (value == "10") return kNumerals[10];
    const bool one_digit = value.size() == 1 && value[0] >= '0' && value[0] <= '9';
    return one_digit ? kNumerals[static_cast<std::size_t>(value[0] - '0')] : std::string_view{};
}

/// Where a number with its unit stands in a quotation.
struct Spot {
    std::size_t begin, end;
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Whether the character at `at` is part of a number: a point or a comma between digits is one.
bool belongs_to_number(std::string_view text, std::size_t at) {
    if (is_digit(text[at])) return true;
    return (text[at] == '.' || text[at] == ',') && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) &&
           is_digit(text[at + 1]);
}

/// The next "12.65万人" from `from` on that is not the end of a longer number.
std::optional<Spot> find_spot(const std::string& quote, const std::string& number, std::size_t from) {
    for (std::size_t at = quote.find(number, from); at != std::string::npos;
         at = quote.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        const bool longer_before = at > 0 && belongs_to_number(quote, at - 1) && is_digit(number.front());
        const bool longer_after =
            end < quote.size() && belongs_to_number(quote, end) && is_digit(number.back());
        if (!longer_before && !longer_after) return Spot{at, end};
    }
    return std::nullopt;
}

/// 50000 as "50,000"; empty where there is nothing to part.
std::string with_thousands(const std::string& value) {
    const std::size_t point = std::min(value.find('.'), value.size());
    if (point <= 3) return "";
    std::string parted = value;
    for (std::size_t at = point; at > 3;) parted.insert(at -= 3, ",");
    return parted;
}

/// 30 as "３０".
std::string full_width(const std::string& value) {
    std::string wide;
    for (const char c : value)
        wide += c == '.' ? std::string("．") : std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0'));
    return wide;
}

std::vector<Spot> find_spots(const std::string& quote, const std::string& value, const std::string& unit) {
    std::vector<std::string> spellings{value + unit, value + " " + unit, full_width(value) + unit};
    if (const std::string parted = with_thousands(value); !parted.empty())
        spellings.insert(spellings.end(), {parted + unit, parted + " " + unit});
    if (const auto numeral = numeral_of(value); !numeral.empty())
        spellings.push_back(std::string(numeral) + unit);
    if (value == "2") spellings.push_back("两" + unit);
    std::vector<Spot> spots;
    for (const std::string& spelling : spellings)
        for (auto spot = find_spot(quote, spelling, 0); spot; spot = find_spot(quote, spelling, spot->end))
            spots.push_back(*spot);
    return spots;
}

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small;
}

/// Empty: words that we do not know may stand there, and nothing is said of them.
std::string_view comparator_at(std::string_view quote, const Spot& spot) {
    const std::string before = in_small_letters(quote.substr(0, spot.begin)),
                      after = in_small_letters(quote.substr(spot.end));
    for (const Wording& wording : kWordings)
        if (before.ends_with(wording.before) && after.starts_with(wording.after)) return wording.comparator;
    for (const Wording& wording : kEnglishWordings)
        if (before.ends_with(wording.before) && after.starts_with(wording.after)) return wording.comparator;
    const std::string around = before + after;
    // The unit is Chinese in any case: what stands around the number and it decides.
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
        if (!find_spots(cell(row, "quote"), number, cell(row, "unit_zh")).empty()) return;
        problems_.warning(table_.place(row, column),
                          say("quote does not say \"{}{}\"", number, cell(row, "unit_zh")),
                          say("correct the number, the unit or the quotation"));
    }

    /// The quotation qualifies the number as the comparator says.
    void check_comparator(const Row& row) {
        const auto spots = find_spots(cell(row, "quote"), cell(row, "value"), cell(row, "unit_zh"));
        std::string_view read;
        for (const Spot& spot : spots) {
            read = comparator_at(cell(row, "quote"), spot);
            if (read.empty() || read == cell(row, "comparator")) return;
        }
        if (!spots.empty())
            problems_.warning(
                table_.place(row, "comparator"),
                say("the comparator is {}, but the words of quote mean {}", cell(row, "comparator"), read),
                say("write {}, or correct the quotation", read));
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
