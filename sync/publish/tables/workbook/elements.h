#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sync/publish/tables/workbook/archive.h"
#include "sync/publish/tables/workbook/refusal.h"

namespace publish {

/// What to do with some whole elements in a row; `text` may be used up.
using UseElements = std::function<std::optional<Refusal>(std::string& text)>;

/// Reads a part that is too long to be a tree: hands the elements that repeat in it (`element`: "row", "si",
/// without a prefix) to `use` some at a time, and answers with the document that is left without them, small
/// enough for parse_part(). Memory: some kMostElementBytes, whatever the length of the part.
/// REQUIRES: `element` does not nest; where it does the part is refused as damaged.
[[nodiscard]] std::variant<std::string, Refusal> take_elements(PartReader& part, std::string_view element,
                                                               const UseElements& use);

}  // namespace publish
