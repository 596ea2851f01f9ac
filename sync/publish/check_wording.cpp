#include <fmt/format.h>

#include <array>
#include <utility>

#include "sync/publish/check.h"
#include "sync/publish/lookup.h"

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
    Wording{"至", "", "reach"},    Wording{"保持", "", "stable"}, Wording{"", "", "eq"},
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

constexpr bool belongs_to_number(char c) { return (c >= '0' && c <= '9') || c == '.'; }

/// The next "12.65万人" from `from` on that is not the end of a longer number.
std::optional<Spot> find_spot(const std::string& quote, const std::string& number, std::size_t from) {
    for (std::size_t at = quote.find(number, from); at != std::string::npos;
         at = quote.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        const bool longer_before =
            at > 0 && belongs_to_number(quote[at - 1]) && belongs_to_number(number.front());
        const bool longer_after =
            end < quote.size() && belongs_to_number(quote[end]) && belongs_to_number(number.back());
        if (!longer_before && !longer_after) return Spot{at, end};
    }
    return std::nullopt;
}

std::vector<Spot> find_spots(const std::string& quote, const std::string& value, const std::string& unit) {
    std::vector<std::string> spellings{value + unit};
    if (const auto numeral = numeral_of(value); !numeral.empty())
        spellings.push_back(std::string(numeral) + unit);
    if (value == "2") spellings.push_back("两" + unit);
    std::vector<Spot> spots;
    for (const std::string& spelling : spellings)
        for (auto spot = find_spot(quote, spelling, 0); spot; spot = find_spot(quote, spelling, spot->end))
            spots.push_back(*spot);
    return spots;
}

std::string_view comparator_at(std::string_view quote, const Spot& spot) {
    const std::string_view before = quote.substr(0, spot.begin), after = quote.substr(spot.end);
    for (const Wording& wording : kWordings)
        if (before.ends_with(wording.before) && after.starts_with(wording.after)) return wording.comparator;
    return "eq";
}

class WordingCheck {
public:
    WordingCheck(const Table& table, Problems& problems) : table_(table), problems_(problems) {}

    /// The quotation says the number, in the row's unit.
    void check_number(const Row& row, std::string_view column) {
        const std::string number = std::string(without_minus(cell(row, column)));
        if (!find_spots(cell(row, "quote_zh"), number, cell(row, "unit_zh")).empty()) return;
        problems_.warning(table_.place(row, column),
                          fmt::format("quote_zh does not say \"{}{}\"", number, cell(row, "unit_zh")),
                          "correct the number, the unit or the quotation");
    }

    /// The quotation qualifies the number as the comparator says.
    void check_comparator(const Row& row) {
        const auto spots = find_spots(cell(row, "quote_zh"), cell(row, "value"), cell(row, "unit_zh"));
        std::string_view read;
        for (const Spot& spot : spots) {
            read = comparator_at(cell(row, "quote_zh"), spot);
            if (read == cell(row, "comparator")) return;
        }
        if (!spots.empty())
            problems_.warning(table_.place(row, "comparator"),
                              fmt::format("the comparator is {}, but the words of quote_zh mean {}",
                                          cell(row, "comparator"), read),
                              fmt::format("write {}, or correct the quotation", read));
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
        if (row.misshapen || targets.cell(row, "quote_zh").empty() ||
            !targets.cell(row, "value_text_zh").empty())
            continue;
        const std::string& comparator = targets.cell(row, "comparator");
        const std::string_view column = comparator == "range" ? "value_high" : "value";
        if (!catalog::Decimal::parse(targets.cell(row, column))) continue;
        check.check_number(row, column);
        if (comparator != "range" && comparator != "qualitative") check.check_comparator(row);
    }
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
    if (folder.table("outcome").usable()) check_outcome_wording(folder.table("outcome"), problems);
}

}  // namespace publish
