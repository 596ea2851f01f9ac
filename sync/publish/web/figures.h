#pragma once

#include <vector>

#include "sync/publish/web/page.h"

namespace publish::web {

/// Every published figure of a target as a table, the newest first: those that count, what is expected, and
/// what was corrected. Nothing where nothing was published.
[[nodiscard]] Html figures(const Page& page, const catalog::Facts& facts);

/// One figure with its period, date, publisher, the publisher's words and how it was counted.
[[nodiscard]] Html figure_in_words(const Page& page, const catalog::Facts& facts,
                                   const catalog::Observation& figure);

/// The parts of a target, each with its own numbers; nothing where there are none.
[[nodiscard]] Html part_table(Page& page, const std::vector<catalog::TargetId>& ids);

}  // namespace publish::web
