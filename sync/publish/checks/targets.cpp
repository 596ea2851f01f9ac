#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "catalog/model.h"
#include "catalog/unit.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/encoding.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

constexpr int kFarthestDeadline = 30;        // years after the plan year: what lies farther is a slip
constexpr std::size_t kShortestNameZh = 8;   // hanzi that a tile has room for
constexpr std::size_t kShortestNameEn = 24;  // letters

template <class Words>
bool is_word(const Words& words, const std::string& text) {
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    while (next_character(text)) ++count;
    return count;
}

/// The rules that one row of targets.csv keeps by itself.
class TargetRow {
public:
    TargetRow(const Table& table, const Row& row, const Languages& languages, Problems& problems)
        : table_(table), row_(row), languages_(languages), problems_(problems) {}

    void check() {
        check_numbers();
        check_sign();
        check_units();
        check_short_names();
    }

private:
    [[nodiscard]] const std::string& cell(std::string_view column) const { return table_.cell(row_, column); }
    [[nodiscard]] Bilingual word(std::string_view column) const { return word_in(table_, row_, column); }
    void error(std::string_view column, Message message, Message fix) {
        problems_.error(table_.place(row_, column), std::move(message), std::move(fix));
    }

    void check_numbers() {
        const std::string& comparator = cell("comparator");
        if (!is_word(catalog::kComparatorNames, comparator)) return;  // reported with the cell itself
        if (comparator != "qualitative" && cell("value").empty())
            error("value", say("the comparator {} needs a value", word("comparator")),
                  say("write the number, or make the comparator qualitative"));
        if (comparator == "range") return check_range();
        if (!cell("value_high").empty())
            error("value_high",
                  say("value_high goes with the comparator range, not with {}", word("comparator")),
                  say("empty this cell or make the comparator range"));
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

    void check_range() {
        if (cell("value_high").empty())
            return error("value_high", say("a range needs its far end"),
                         say("write it, or choose another comparator"));
        const auto low = catalog::Decimal::parse(cell("value")),
                   high = catalog::Decimal::parse(cell("value_high"));
        if (low && high && !(*low < *high))
            error("value_high",
                  say("the range {} to {} is the wrong way round", low->to_string(), high->to_string()),
                  say("write the smaller number in value"));
    }

    void check_units() {
        const bool has_text = !cell("value_text_zh").empty() || !cell("value_text_en").empty(),
                   has_unit = !cell("unit_zh").empty() || !cell("unit_en").empty();
        const std::string_view unit = languages_.first() == "zh" ? "unit_zh" : "unit_en";
        if (cell("value").empty() && has_unit && !has_text)
            error(unit, say("there is a unit but no value"),
                  say("write the value, or the whole of it in value_text_{}, or empty this cell",
                      languages_.first()));
        if (!cell("value").empty() && !has_unit && !has_text)
            error(unit, say("there is a value but no unit"),
                  say("write the unit, or the whole of it in value_text_{}", languages_.first()));
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
void check_repeat(const Table& targets, const Row& row, const Row& earlier, Problems& problems) {
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
    for (const std::string_view column : {"comparator", "value", "value_high", "unit_zh"})
        if (is_sound(targets, row, column) && is_sound(targets, earlier, column) &&
            targets.cell(row, column) != targets.cell(earlier, column))
            return problems.error(
                place,
                say("{} of {} is \"{}\", here it is \"{}\"", name_of(*targets.format().find(column)), id,
                    word_in(targets, earlier, column), word_in(targets, row, column)),
                say("a repeat promises the same; correct one of the two or empty this cell"));
}

void check_repeats(const Table& targets, Problems& problems) {
    const auto by_id = rows_by_id(targets);
    for (const Row& row : targets.rows()) {
        if (row.misshapen || targets.cell(row, "same_as").empty()) continue;
        if (const Row* earlier = find_row(by_id, targets.cell(row, "same_as")))
            check_repeat(targets, row, *earlier, problems);
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
        if (about && period && catalog::Decimal(year_of(period->start)) < *about)
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
    check_repeats(targets, problems);
}

}  // namespace publish
