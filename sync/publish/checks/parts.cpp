#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "catalog/decimal.h"
#include "catalog/unit.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

using Rows = std::vector<const Row*>;

/// What a part promises as a number of the whole's unit.
struct Share {
    const Row* row;
    Period time;
    catalog::Decimal value;
};

class PartsCheck {
public:
    PartsCheck(const Folder& folder, Problems& problems)
        : targets_(folder.table("target")),
          by_id_(rows_by_id(targets_)),
          period_(period(folder)),
          unit_(folder.languages().first() == "zh" ? "unit_zh" : "unit_en"),
          problems_(problems) {}

    void check() {
        std::map<const Row*, Rows> parts;
        for (const Row& row : targets_.rows()) {
            const Row* whole = row.misshapen ? nullptr : find_row(by_id_, cell(row, "parent"));
            if (whole != nullptr && check_part(row, *whole)) parts[whole].push_back(&row);
        }
        for (const auto& [whole, rows] : parts) check_sums(*whole, rows);
    }

private:
    [[nodiscard]] const std::string& cell(const Row& row, std::string_view column) const {
        return targets_.cell(row, column);
    }
    [[nodiscard]] Place place(const Row& row, std::string_view column) const {
        return targets_.place(row, column);
    }

    /// False: it is no part of `whole` at all.
    bool check_part(const Row& row, const Row& whole) {
        const std::string& id = cell(whole, "id");
        if (&row == &whole) {
            problems_.error(place(row, "parent"), say("a target cannot be a part of itself"),
                            say("write the id of the whole"));
            return false;
        }
        const std::string& same_as = cell(whole, "same_as");
        if (const std::string& other = same_as.empty() ? cell(whole, "parent") : same_as; !other.empty()) {
            problems_.error(place(row, "parent"),
                            same_as.empty() ? say("{} is itself a part of {}", id, other)
                                            : say("{} repeats another target itself", id),
                            say("write {}", other));
            return false;
        }
        if (!cell(row, "topic_id").empty() && cell(row, "topic_id") != cell(whole, "topic_id"))
            problems_.error(place(row, "topic_id"),
                            say("a part stands in the topic of its whole, {}", cell(whole, "topic_id")),
                            say("empty this cell"));
        check_time(row, whole);
        return true;
    }

    [[nodiscard]] std::optional<Period> time_of(const Row& row) const {
        const auto deadline = base::parse_date(cell(row, "deadline"));
        auto start = base::parse_date(cell(row, "start"));
        if (!start && cell(row, "start").empty() && period_) start = period_->start;
        if (!start || !deadline) return std::nullopt;
        return Period{*start, *deadline};
    }

    void check_time(const Row& row, const Row& whole) {
        const auto part = time_of(row), all = time_of(whole);
        if (part && all && (part->start < all->start || part->end > all->end))
            problems_.warning(
                place(row, "deadline"),
                say("the part runs from {} to {}, the whole from {} to {}", base::format_date(part->start),
                    base::format_date(part->end), base::format_date(all->start), base::format_date(all->end)),
                say("correct one of the two"));
    }

    /// Nothing where it is another kind of number.
    std::optional<Share> share_of(const Row& row, const Row& whole) {
        const auto value = catalog::Decimal::parse(cell(row, "value"));
        const auto time = time_of(row);
        if (!value || !time || cell(row, "kind") != cell(whole, "kind")) return std::nullopt;
        const auto converted = catalog::convert(*value, cell(row, unit_), cell(whole, unit_));
        if (!converted) {
            problems_.warning(place(row, unit_),
                              say("the unit of the part is \"{}\", that of the whole \"{}\"",
                                  cell(row, unit_), cell(whole, unit_)),
                              say("write the same unit, or another kind where the two are not added up"));
            return std::nullopt;
        }
        return Share{&row, *time, *converted};
    }

    /// Districts add up to the whole, and so do quarters where there are all of them.
    void check_sums(const Row& whole, const Rows& rows) {
        constexpr std::string_view kAddUp[] = {"annual_new", "annual_total", "cumulative_total"};
        const auto time = time_of(whole);
        const auto value = catalog::Decimal::parse(cell(whole, "value"));
        if (!time || !value ||
            std::find(std::begin(kAddUp), std::end(kAddUp), cell(whole, "kind")) == std::end(kAddUp))
            return;
        std::vector<Share> beside, after;  // of the same time, and one after the other
        for (const Row* row : rows)
            if (const auto share = share_of(*row, whole))
                (share->time.start == time->start && share->time.end == time->end ? beside : after)
                    .push_back(*share);
        if (beside.size() > 1) check_sum(whole, *value, beside);
        if (cell(whole, "kind") != "cumulative_total" && fill(*time, after)) check_sum(whole, *value, after);
    }

    /// Whether the parts follow each other without a gap from the first day to the last.
    static bool fill(const Period& time, std::vector<Share>& shares) {
        if (shares.empty()) return false;
        std::sort(shares.begin(), shares.end(),
                  [](const Share& a, const Share& b) { return a.time.start < b.time.start; });
        base::Date next = time.start;
        for (const Share& share : shares) {
            if (share.time.start != next) return false;
            next = share.time.end + std::chrono::days{1};
        }
        return next == time.end + std::chrono::days{1};
    }

    void check_sum(const Row& whole, const catalog::Decimal& value, const std::vector<Share>& shares) {
        catalog::Decimal sum;
        for (const Share& share : shares) sum = sum + share.value;
        if (sum == value) return;
        problems_.warning(place(*shares.front().row, "value"),
                          say("the {} parts of {} add up to {}, the whole is {}", shares.size(),
                              cell(whole, "id"), sum.to_string(), value.to_string()),
                          say("correct a number, or add the part that is missing"));
    }

    const Table& targets_;
    const std::map<std::string, const Row*, std::less<>> by_id_;
    const std::optional<Period> period_;
    const std::string_view unit_;
    Problems& problems_;
};

}  // namespace

void check_parts(const Folder& folder, Problems& problems) {
    if (folder.table("target").usable()) PartsCheck(folder, problems).check();
}

}  // namespace publish
