#pragma once

#include <optional>
#include <vector>

#include "sync/publish/web/page.h"

namespace publish::web {

enum class RowBars { drawn, left_out };

/// Targets as a list: number, name, promise, newest figure and state of each.
[[nodiscard]] Html rows(Page& page, const std::vector<catalog::TargetId>& ids, RowBars bars);

/// "目标30个 · 结果34个": the numbers of a row; empty where there is none.
[[nodiscard]] std::string row_text(const catalog::Facts& facts, const words::Strings& strings);

/// The ways to the pages of numbers; `here`: the one that it stands on.
[[nodiscard]] Html numbers_nav(const Page& page, std::optional<std::size_t> here);

}  // namespace publish::web
