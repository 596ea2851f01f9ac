#include "sync/publish/building/facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "catalog/decimal.h"
#include "sync/publish/building/difference.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

constexpr std::size_t kNamed = 5;        // how many are named before "and 12 more"
constexpr std::size_t kShownBytes = 60;  // of a cell: quotations are long

/// What the rows of a table are called, where rows of it are facts.
struct Facts {
    std::string_view table, one, many;
};
constexpr Facts kFacts[]{{"target", "target", "targets"},
                         {"revision", "revision", "revisions"},
                         {"observation", "figure", "figures"},
                         {"source", "source", "sources"},
                         {"commitment", "commitment", "commitments"},
                         {"outcome", "outcome", "outcomes"},
                         {"notice", "running notice", "running notices"}};

std::string shown(const std::string& cell) {
    if (cell.empty()) return "(empty)";
    if (cell.size() <= kShownBytes) return cell;
    std::size_t end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) --end;
    return cell.substr(0, end) + "…";
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string named(const std::vector<std::string>& all, std::string_view between) {
    const std::size_t first = std::min(all.size(), kNamed);
    std::string text =
        fmt::format("{}", fmt::join(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first), between));
    if (all.size() > first) text += fmt::format("{}and {} more", between, all.size() - first);
    return text;
}

class TakenBack {
public:
    TakenBack(const Facts& facts, const Folder& earlier, base::Instant now)
        : facts_(facts),
          earlier_(earlier.table(facts.table)),
          languages_(earlier.languages()),
          by_id_(rows_by_id(earlier_)),
          now_(now) {}

    void add(const Change& change) {
        if (change.table != facts_.table || change.kind == Change::Kind::added || !is_out(change)) return;
        if (change.kind == Change::Kind::removed) return remove(change);
        if (is_fact(change)) {
            changed_rows_.insert(change.row);
            changes_.push_back(fmt::format("{}: {} {} -> {}", name(change), change.column, shown(change.from),
                                           shown(change.to)));
        }
    }

    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> found;
        if (!gone_.empty())
            found.push_back(
                fmt::format("{}{} would disappear: {}", counted(gone_.size(), facts_.one, facts_.many),
                            targets_.empty() ? "" : " of " + counted(targets_.size(), "target", "targets"),
                            named(gone_, ", ")));
        if (!changes_.empty())
            found.push_back(fmt::format("{} would change: {}",
                                        counted(changed_rows_.size(), facts_.one, facts_.many),
                                        named(changes_, ", ")));
        return found;
    }

private:
    [[nodiscard]] const Row* row(const Change& change) const { return find_row(by_id_, change.row); }
    [[nodiscard]] const std::string& before(const Change& change, std::string_view column) const {
        return earlier_.cell(*row(change), column);
    }

    /// A notice that is over, or that has not begun, stands on no screen.
    [[nodiscard]] bool is_out(const Change& change) const {
        if (facts_.table != "notice") return true;
        const auto starts = base::parse_instant(before(change, "starts_at")),
                   ends = base::parse_instant(before(change, "ends_at"));
        return (!starts || *starts <= now_) && ends && now_ < *ends;
    }

    /// A cell that was empty and is filled now takes nothing back, and neither does a translation.
    [[nodiscard]] bool is_fact(const Change& change) const {
        const Column* column = earlier_.format().find(change.column);
        const bool is_translation = !column->language.empty() && column->language != languages_.first();
        if (!column->fact || is_translation || change.from.empty()) return false;
        const auto from = catalog::Decimal::parse(change.from), to = catalog::Decimal::parse(change.to);
        if (from && to && *from == *to) return false;  // 30 and 30.0
        const auto until = base::parse_instant(change.from), later = base::parse_instant(change.to);
        return !(change.column == "ends_at" && until && later && *later >= *until);  // it only runs longer
    }

    void remove(const Change& change) {
        gone_.push_back(name(change));
        if (facts_.table == "observation") targets_.insert(before(change, "target_id"));
    }

    /// "4 of new-parks" for a figure.
    [[nodiscard]] std::string name(const Change& change) const {
        if (facts_.table != "observation") return change.row;
        return fmt::format("{} of {}", change.row, before(change, "target_id"));
    }

    const Facts& facts_;
    const Table& earlier_;
    const Languages languages_;
    const std::map<std::string, const Row*, std::less<>> by_id_;
    base::Instant now_;
    std::vector<std::string> gone_, changes_;
    std::set<std::string> targets_, changed_rows_;
};

}  // namespace

std::vector<std::string> facts_taken_back(const Folder& earlier, const Folder& later, base::Instant now) {
    std::vector<std::string> lines;
    const auto changes = compare(earlier, later);
    for (const Facts& facts : kFacts) {
        TakenBack taken{facts, earlier, now};
        for (const Change& change : changes) taken.add(change);
        for (std::string& line : taken.lines()) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace publish
