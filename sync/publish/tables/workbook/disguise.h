#pragma once

#include <optional>
#include <string_view>

#include "sync/publish/tables/workbook/refusal.h"

namespace publish {

/// What bytes are that do not even begin as a workbook: an old one, one behind a password, a web page, a
/// text. Nothing: they begin as a zip file does.
[[nodiscard]] std::optional<Refusal> diagnose_disguise(std::string_view bytes);

}  // namespace publish
