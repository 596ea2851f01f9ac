#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "catalog/decimal.h"
#include "catalog/unit.h"
#include "sync/publish/checks/arithmetic.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

class ObservationCheck {
public:
    ObservationCheck(const Folder& folder, Problems& problems)
        : table_(folder.table("observation")),
          targets_(folder.table("target")),
          targets_by_id_(rows_by_id(targets_)),
          by_id_(rows_by_id(table_)),
          period_(period_that_fits(folder)),
          languages_(folder.languages()),
          problems_(problems) {}

    /// One slip in the year of the release, and not one in every row.
    void check_period(const Folder& folder) {
        const auto written = period(folder);
        const auto meant = year_of_figures(folder);
        if (!written || !meant || period_) return;
        const Table& release = folder.table("release");
        const Row& row = release.rows().front();
        const bool by_year = !release.cell(row, "plan_year").empty();
        problems_.error(release.place(row, by_year ? "plan_year" : "period_start"),
                        say("the period is {} to {}, but the figures of the plan are of {}",
                            base::format_date(written->start), base::format_date(written->end), *meant),
                        say("write {}, or correct the periods in {}", *meant, table_.file()));
    }

    void check_all() {
        for (const Row& row : table_.rows()) {
            if (row.misshapen) continue;
            check_target(row);
            check_sign(row);
            check_value(row);
            check_unit(row);
            check_dates(row);
            check_arithmetic(table_, row, problems_);
            check_correction(row);
            check_twice(row);
        }
    }

private:
    [[nodiscard]] const std::string& cell(const Row& row, std::string_view column) const {
        return table_.cell(row, column);
    }
    [[nodiscard]] std::optional<base::Date> date(const Row& row, std::string_view column) const {
        return base::parse_date(cell(row, column));
    }
    void error(const Row& row, std::string_view column, Message message, Message fix) {
        problems_.error(table_.place(row, column), std::move(message), std::move(fix));
    }

    void check_target(const Row& row) {
        const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
        if (target && !targets_.cell(*target, "same_as").empty())
            error(row, "target_id",
                  say("{} repeats another target and has no figures of its own", cell(row, "target_id")),
                  say("write {}", targets_.cell(*target, "same_as")));
    }

    /// What grew may shrink; what was counted is never less than none.
    void check_sign(const Row& row) {
        constexpr std::string_view kCounts[] = {"annual_new", "annual_total", "cumulative_total", "share",
                                                "rank"};
        const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
        const auto value = catalog::Decimal::parse(cell(row, "value"));
        if (target && value && *value < catalog::Decimal(0) &&
            std::find(std::begin(kCounts), std::end(kCounts), targets_.cell(*target, "kind")) !=
                std::end(kCounts))
            error(row, "value",
                  say("{} cannot be less than zero: {} is of the kind {}", cell(row, "value"),
                      cell(row, "target_id"), word_in(targets_, *target, "kind")),
                  say("remove the minus, or correct the target's kind"));
    }

    /// A number, or the publisher's words in place of one.
    void check_value(const Row& row) {
        const std::string& first = languages_.first();
        const bool has_words = !cell(row, "value_text_" + first).empty() || !cell(row, "outcome").empty();
        if (cell(row, "value").empty() && !has_words)
            error(row, "value", say("a figure is a number, or the publisher's words"),
                  say("write the number, or the words in value_text_{}", first));
        if (cell(row, "basis") != "percent_of_target") return;
        if (cell(row, "value").empty())
            error(row, "value", say("there is no percentage of the target"),
                  say("write the percentage, or make the basis value"));
        const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
        if (target && !catalog::Decimal::parse(targets_.cell(*target, "value")))
            error(row, "basis", say("{} has no number to be a percentage of", cell(row, "target_id")),
                  say("make the basis value or percent_of_works"));
    }

    /// The target's unit in any power of ten, and none beside a percentage of something.
    void check_unit(const Row& row) {
        const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
        const bool is_percentage = cell(row, "basis").starts_with("percent_of_");
        for (const std::string_view column : {"unit_zh", "unit_en"}) {
            const std::string& unit = cell(row, column);
            if (unit.empty()) continue;
            if (is_percentage) {
                if (unit != "%")
                    error(row, column, say("the number is a percentage, and has no unit \"{}\"", unit),
                          say("empty this cell, or make the basis value"));
            } else if (target && !targets_.cell(*target, "value").empty() &&
                       !catalog::convert(catalog::Decimal(1), unit, targets_.cell(*target, column))) {
                error(row, column,
                      say("the unit is \"{}\", that of the target \"{}\"", unit,
                          targets_.cell(*target, column)),
                      say("write it as the target does, perhaps with another 万, 亿, thousand or million "
                          "before it; else give the figure in words"));
            }
        }
    }

    void check_dates(const Row& row) {
        const auto start = date(row, "period_start"), end = date(row, "period_end"),
                   as_of = date(row, "as_of");
        const auto published = date(row, "published_on");
        if (start && end && *end < *start)
            return error(row, "period_end", say("the period ends before it starts"),
                         say("write the later day in period_end"));
        if (start && as_of && *as_of < *start)
            error(row, "as_of", say("the figure describes a day before its period"),
                  say("write a day within the period"));
        const bool lies_ahead = cell(row, "status") == "forecast";
        if (lies_ahead && end && published && *published > *end)
            problems_.warning(table_.place(row, "status"),
                              say("a forecast that was published after its period had ended"),
                              say("make it provisional or final, or correct the period"));
        if (!lies_ahead && as_of && published && *published < *as_of)
            error(row, "published_on", say("the figure was published before the day that it describes"),
                  say("correct as_of or published_on"));
        if (start && end && period_) check_status(row, *start, *end);
    }

    /// The day from which the figure's target counts.
    [[nodiscard]] base::Date start_of_target(const Row& row) const {
        const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
        const auto start = target ? base::parse_date(targets_.cell(*target, "start")) : std::nullopt;
        return start.value_or(period_->start);
    }
    [[nodiscard]] base::Date end_of_target(const Row& row) const {
        const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
        const auto deadline = target ? base::parse_date(targets_.cell(*target, "deadline")) : std::nullopt;
        return std::max(deadline.value_or(period_->end), period_->end);
    }

    void check_status(const Row& row, base::Date start, base::Date end) {
        const std::string& status = cell(row, "status");
        const base::Date from = start_of_target(row), to = end_of_target(row);
        if (status == "baseline" && start >= from)
            error(row, "status",
                  say("a baseline's period starts before the target does, on {}", base::format_date(from)),
                  say("make it provisional or final, or correct the period"));
        if (status == "baseline") return;
        if (end < from)
            error(row, "status",
                  say("the period of a {} figure ends before the target starts, on {}",
                      word_in(table_, row, "status"), base::format_date(from)),
                  say("make it a baseline, or correct the period"));
        if (end > to)
            error(row, "period_end",
                  say("the period of a {} figure ends after the target's time, on {}",
                      word_in(table_, row, "status"), base::format_date(to)),
                  say("correct the period, or the target's deadline"));
    }

    void check_correction(const Row& row) {
        const std::string& old_id = cell(row, "supersedes");
        const Row* old = old_id.empty() ? nullptr : find_row(by_id_, old_id);
        if (!old) return;
        if (old == &row)
            return error(row, "supersedes", say("a figure cannot correct itself"),
                         say("write the id of the figure that it corrects"));
        if (cell(*old, "target_id") != cell(row, "target_id"))
            return error(row, "supersedes",
                         say("figure {} belongs to {}, this one to {}", old_id, cell(*old, "target_id"),
                             cell(row, "target_id")),
                         say("a correction belongs to the same target"));
        const auto [first, is_new] = corrected_by_.try_emplace(old_id, cell(row, "id"));
        if (!is_new)
            return error(row, "supersedes",
                         say("figure {} is corrected by figure {} already", old_id, first->second),
                         say("write {} to correct the correction", first->second));
        if (comes_back_to(row))
            error(row, "supersedes", say("the corrections go round in a circle"),
                  say("let the newest figure correct the one before it"));
    }

    /// Following the corrections from `row` leads to `row` again.
    [[nodiscard]] bool comes_back_to(const Row& row) const {
        std::set<const Row*> seen;
        for (const Row* at = &row; at && seen.insert(at).second;) {
            at = find_row(by_id_, cell(*at, "supersedes"));
            if (at == &row) return true;
        }
        return false;
    }

    void check_twice(const Row& row) {
        if (!cell(row, "supersedes").empty()) return;
        const std::string key = fmt::format("{} {} {} {}", cell(row, "target_id"), cell(row, "period_start"),
                                            cell(row, "period_end"), cell(row, "as_of"));
        const auto [first, is_new] = lines_.try_emplace(key, row.line);
        if (!is_new)
            problems_.warning(
                table_.place(row),
                say("line {} has a figure of this target for the same period and day", first->second),
                say("if this one corrects it, write its id in supersedes; else delete one"));
    }

    const Table& table_;
    const Table& targets_;
    const std::map<std::string, const Row*, std::less<>> targets_by_id_, by_id_;
    const std::optional<Period> period_;
    const Languages languages_;
    std::map<std::string, std::string> corrected_by_;  // by the id of the old figure
    std::map<std::string, int> lines_;                 // by target, period and day
    Problems& problems_;
};

}  // namespace

void check_observations(const Folder& folder, Problems& problems) {
    if (!folder.table("observation").usable()) return;
    ObservationCheck check(folder, problems);
    check.check_period(folder);
    check.check_all();
}

}  // namespace publish
