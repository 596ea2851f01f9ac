#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "catalog/areas.h"
#include "catalog/decimal.h"
#include "catalog/model.h"
#include "sync/publish/checks/arithmetic.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/checks/promise.h"
#include "sync/publish/tables/encoding.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

constexpr int kFarthestDeadline = 30;        // years after the plan year: what lies farther is a slip
constexpr std::size_t kShortestNameZh = 8;   // hanzi that a tile has room for
constexpr std::size_t kShortestNameEn = 24;  // letters
constexpr std::size_t kLongestWordZh = 6;    // hanzi that a button of the page for finding has room for
constexpr std::size_t kLongestWordEn = 18;   // letters

template <class Words>
bool is_word(const Words& words, const std::string& text) {
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

/// The rules that one row of targets.csv keeps by itself.
class TargetRow {
public:
    TargetRow(const Table& table, const Row& row, const Languages& languages, Problems& problems)
        : table_(table), row_(row), languages_(languages), problems_(problems) {}

    void check() {
        check_promise(table_, row_, languages_, problems_);
        check_sign();
        check_direction();
        check_rank();
        check_short_names();
        check_everyday_words();
        check_arithmetic(table_, row_, problems_);
    }

private:
    [[nodiscard]] const std::string& cell(std::string_view column) const { return table_.cell(row_, column); }
    [[nodiscard]] Bilingual word(std::string_view column) const { return word_in(table_, row_, column); }
    void error(std::string_view column, Message message, Message fix) {
        problems_.error(table_.place(row_, column), std::move(message), std::move(fix));
    }

    /// How many parks there are, or of a hundred, is never less than none.
    void check_sign() {
        constexpr std::string_view kCounts[] = {"annual_new", "annual_total", "cumulative_total", "share",
                                                "rank"};
        const auto value = catalog::Decimal::parse(cell("value"));
        if (value && *value < catalog::Decimal(0) &&
            std::find(std::begin(kCounts), std::end(kCounts), cell("kind")) != std::end(kCounts))
            error("value", say("{} cannot be less than zero: the kind is {}", cell("value"), word("kind")),
                  say("remove the minus, or correct the kind"));
    }

    /// At most so many is no wish for more.
    void check_direction() {
        const std::string &comparator = cell("comparator"), &direction = cell("direction");
        const bool asks_for_less = comparator == "le" || comparator == "lt",
                   asks_for_more = comparator == "ge" || comparator == "gt";
        if (asks_for_less && direction == "higher")
            error("direction",
                  say("the comparator {} asks for less, the direction says that more is better",
                      word("comparator")),
                  say("write lower, or correct the comparator"));
        if (asks_for_more && direction == "lower")
            error("direction",
                  say("the comparator {} asks for more, the direction says that less is better",
                      word("comparator")),
                  say("write higher, or correct the comparator"));
    }

    /// The first place is the best.
    void check_rank() {
        if (cell("kind") != "rank") return;
        if (cell("direction") == "higher")
            error("direction", say("of places in an order the lower is the better"), say("write lower"));
        const auto value = catalog::Decimal::parse(cell("value"));
        if (value && (value->scale() > 0 || *value == catalog::Decimal(0)))
            error("value", say("\"{}\" is no place in an order", cell("value")),
                  say("write a whole number from 1 up, or correct the kind"));
    }

    void check_short_names() {
        warn_if_longer("short_zh", kShortestNameZh);
        warn_if_longer("short_en", kShortestNameEn);
    }

    void warn_if_longer(std::string_view column, std::size_t most) {
        const std::size_t length = count_characters(cell(column));
        if (length > most)
            problems_.warning(table_.place(row_, column),
                              say("{} characters are too long for a tile", length),
                              say("write at most {}", most));
    }

    void check_everyday_words() {
        warn_of_longer_words("index_zh", kLongestWordZh);
        warn_of_longer_words("index_en", kLongestWordEn);
    }

    void warn_of_longer_words(std::string_view column, std::size_t most) {
        for (const std::string& word : catalog::split_areas(cell(column)))
            if (count_characters(word) > most)
                problems_.warning(table_.place(row_, column), say("\"{}\" is too long for a button", word),
                                  say("write at most {}", most));
    }

    const Table& table_;
    const Row& row_;
    const Languages& languages_;
    Problems& problems_;
};

/// What the cell itself is wrong about is reported with it.
bool is_sound(const Table& table, const Row& row, std::string_view column) {
    const std::string& text = table.cell(row, column);
    if (column == "comparator") return is_word(catalog::kComparatorNames, text);
    return text.empty() || !column.starts_with("value") || catalog::Decimal::parse(text).has_value();
}

/// `row` repeats `earlier`.
void check_repeat(const Table& targets, const Row& row, const Row& earlier, std::string_view unit,
                  Problems& problems) {
    const Place place = targets.place(row, "same_as");
    const std::string& id = targets.cell(earlier, "id");
    if (&row == &earlier)
        return problems.error(place, say("a target cannot repeat itself"),
                              say("write the earlier target's id"));
    if (!targets.cell(earlier, "same_as").empty())
        return problems.error(place, say("{} repeats another target itself", id),
                              say("write {}", targets.cell(earlier, "same_as")));
    const auto number = catalog::Decimal::parse(targets.cell(row, "number")),
               other = catalog::Decimal::parse(targets.cell(earlier, "number"));
    if (number && other && *number < *other)
        return problems.error(place, say("{} comes later in the document", id),
                              say("let the later of the two be same_as the earlier"));
    for (const std::string_view column :
         {std::string_view("comparator"), std::string_view("value"), std::string_view("value_high"), unit})
        if (is_sound(targets, row, column) && is_sound(targets, earlier, column) &&
            targets.cell(row, column) != targets.cell(earlier, column))
            return problems.error(
                place,
                say("{} of {} is \"{}\", here it is \"{}\"", name_of(*targets.format().find(column)), id,
                    word_in(targets, earlier, column), word_in(targets, row, column)),
                say("a repeat promises the same; correct one of the two or empty this cell"));
}

void check_repeats(const Table& targets, const Languages& languages, Problems& problems) {
    const std::string_view unit = languages.first() == "zh" ? "unit_zh" : "unit_en";
    const auto by_id = rows_by_id(targets);
    for (const Row& row : targets.rows()) {
        if (row.misshapen || targets.cell(row, "same_as").empty()) continue;
        if (const Row* earlier = find_row(by_id, targets.cell(row, "same_as")))
            check_repeat(targets, row, *earlier, unit, problems);
    }
}

/// A target runs within the period, or beyond its end.
void check_deadlines(const Table& targets, std::optional<Period> period, Problems& problems) {
    for (const Row& row : targets.rows()) {
        if (row.misshapen) continue;
        const auto deadline = base::parse_date(targets.cell(row, "deadline")),
                   start = base::parse_date(targets.cell(row, "start"));
        if (deadline && start && *deadline < *start)
            problems.error(targets.place(row, "deadline"), say("the deadline lies before the start"),
                           say("write the later day in deadline"));
        else if (deadline && period && *deadline < period->start)
            problems.error(targets.place(row, "deadline"),
                           say("the deadline lies before the period, which starts on {}",
                               base::format_date(period->start)),
                           say("correct the deadline, or the period of the release"));
        if (start && period && *start > period->end)
            problems.error(
                targets.place(row, "start"),
                say("the start lies after the period, which ends on {}", base::format_date(period->end)),
                say("correct the start, or the period of the release"));
        if (deadline && period && year_of(*deadline) > year_of(period->end) + kFarthestDeadline)
            problems.warning(
                targets.place(row, "deadline"),
                say("the deadline lies {} years after the period", year_of(*deadline) - year_of(period->end)),
                say("correct the year"));
    }
}

void check_outcomes(const Table& outcomes, std::optional<Period> period, Problems& problems) {
    if (!outcomes.usable()) return;
    for (const Row& row : outcomes.rows()) {
        if (row.misshapen) continue;
        const auto about = catalog::Decimal::parse(outcomes.cell(row, "year"));
        // A year that begins elsewhere than on 1 January is called by either of two.
        const auto begins = period ? std::optional(std::chrono::year_month_day{period->start}) : std::nullopt;
        const bool is_calendar_year =
            begins && begins->month() == std::chrono::January && begins->day() == std::chrono::day{1};
        if (about && period &&
            (catalog::Decimal(year_of(period->start)) < *about ||
             (is_calendar_year && *about == catalog::Decimal(year_of(period->start)))))
            problems.error(outcomes.place(row, "year"),
                           say("an outcome is of a time before the period, which starts on {}",
                               base::format_date(period->start)),
                           say("write that year, or make it an observation"));
    }
}

}  // namespace

void check_targets(const Folder& folder, Problems& problems) {
    const auto period = period_that_fits(folder);
    const Languages languages = folder.languages();
    check_outcomes(folder.table("outcome"), period, problems);
    const Table& targets = folder.table("target");
    if (!targets.usable()) return;
    for (const Row& row : targets.rows())
        if (!row.misshapen) TargetRow(targets, row, languages, problems).check();
    check_deadlines(targets, period, problems);
    check_repeats(targets, languages, problems);
}

}  // namespace publish
