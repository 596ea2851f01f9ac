#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "sync/publish/tables/coverage.h"

namespace publish {

/// The characters of the fonts that the display carries; nothing when this program was built without them.
[[nodiscard]] std::optional<Coverage> font_coverage();

/// The names of the display's pictures for topics; empty as above.
[[nodiscard]] std::vector<std::string> icon_names();

/// What the clock says, unless it says a time before these programs were made.
[[nodiscard]] std::optional<base::Instant> clock_now();

}  // namespace publish
