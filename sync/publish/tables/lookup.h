#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "sync/publish/tables/folder.h"

/// Short ways to what checks across rows ask for again and again.
namespace publish {

/// The rows of a table by id; of two with one id the first. Rows whose cells cannot be trusted are left out.
/// Points into `table`.
[[nodiscard]] std::map<std::string, const Row*, std::less<>> rows_by_id(const Table& table);

/// The row that `id` names, or nullptr.
[[nodiscard]] const Row* find_row(const std::map<std::string, const Row*, std::less<>>& rows,
                                  std::string_view id);

/// A cell of a column with a list of words, as either language has the word.
[[nodiscard]] Bilingual word_in(const Table& table, const Row& row, std::string_view column);

/// Days, both included.
struct Period {
    base::Date start, end;
};

/// What the release's document plans for; nothing when release.csv does not say it.
[[nodiscard]] std::optional<Period> period(const Folder& folder);

/// The year that at least three, and more than half, of the figures of the plan are of; nothing when there is
/// none.
[[nodiscard]] std::optional<int> year_of_figures(const Folder& folder);

/// The period, unless the figures are of a year outside of it: that is one slip, and is reported as one, and
/// nothing is concluded from the period.
[[nodiscard]] std::optional<Period> period_that_fits(const Folder& folder);

/// The year of a date.
[[nodiscard]] int year_of(base::Date date);

}  // namespace publish
