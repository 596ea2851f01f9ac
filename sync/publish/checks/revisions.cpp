#include <map>
#include <string>
#include <vector>

#include "catalog/decimal.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/checks/promise.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

class RevisionsCheck {
public:
    RevisionsCheck(const Folder& folder, Problems& problems)
        : revisions_(folder.table("revision")),
          targets_(folder.table("target")),
          targets_by_id_(rows_by_id(targets_)),
          period_(period(folder)),
          languages_(folder.languages()),
          problems_(problems) {}

    void check() {
        std::map<const Row*, std::map<base::Date, const Row*>> by_target;
        for (const Row& row : revisions_.rows()) {
            if (row.misshapen) continue;
            check_promise(revisions_, row, languages_, problems_);
            const Row* target = find_row(targets_by_id_, cell(row, "target_id"));
            const auto until = base::parse_date(cell(row, "until"));
            if (target == nullptr || !until) continue;
            check_target(row, *target);
            check_day(row, *target, *until);
            const auto [other, is_new] = by_target[target].try_emplace(*until, &row);
            if (!is_new)
                problems_.error(revisions_.place(row, "until"),
                                say("line {} has what {} was until the same day", other->second->line,
                                    cell(row, "target_id")),
                                say("correct the day, or delete one of the two"));
        }
        for (const auto& [target, rows] : by_target) check_changes(*target, rows);
    }

private:
    [[nodiscard]] const std::string& cell(const Row& row, std::string_view column) const {
        return revisions_.cell(row, column);
    }

    void check_target(const Row& row, const Row& target) {
        if (const std::string& original = targets_.cell(target, "same_as"); !original.empty())
            problems_.error(revisions_.place(row, "target_id"),
                            say("{} repeats another target itself", cell(row, "target_id")),
                            say("write {}", original));
    }

    void check_day(const Row& row, const Row& target, base::Date until) {
        auto start = base::parse_date(targets_.cell(target, "start"));
        if (!start && period_) start = period_->start;
        const auto deadline = base::parse_date(targets_.cell(target, "deadline"));
        if ((start && until < *start) || (deadline && until > *deadline))
            problems_.error(revisions_.place(row, "until"),
                            say("{} was not changed within its time, {} to {}", cell(row, "target_id"),
                                start ? base::format_date(*start) : "", targets_.cell(target, "deadline")),
                            say("write the day from which the new value holds"));
    }

    /// One after the other, each is something else than the next, and the last than what is now.
    void check_changes(const Row& target, const std::map<base::Date, const Row*>& rows) {
        for (auto at = rows.begin(); at != rows.end(); ++at) {
            const auto next = std::next(at);
            const bool is_last = next == rows.end();
            const Table& table = is_last ? targets_ : revisions_;
            const Row& after = is_last ? target : *next->second;
            if (promise_of(revisions_, *at->second) == promise_of(table, after))
                problems_.error(revisions_.place(*at->second, "value"),
                                say("this is what {} was after the change as well",
                                    revisions_.cell(*at->second, "target_id")),
                                say("write what it was before"));
        }
    }

    [[nodiscard]] std::vector<std::string> promise_of(const Table& table, const Row& row) const {
        std::vector<std::string> cells{table.cell(row, "comparator")};
        for (const std::string_view column : {"value", "value_high"}) {
            const auto number = catalog::Decimal::parse(table.cell(row, column));
            cells.push_back(number ? number->to_string() : table.cell(row, column));
        }
        cells.push_back(table.cell(row, languages_.first() == "zh" ? "unit_zh" : "unit_en"));
        return cells;
    }

    const Table& revisions_;
    const Table& targets_;
    const std::map<std::string, const Row*, std::less<>> targets_by_id_;
    const std::optional<Period> period_;
    const Languages languages_;
    Problems& problems_;
};

}  // namespace

void check_revisions(const Folder& folder, Problems& problems) {
    if (folder.table("revision").usable() && folder.table("target").usable())
        RevisionsCheck(folder, problems).check();
}

}  // namespace publish
