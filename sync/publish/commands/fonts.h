#pragma once

#include <optional>

#include "sync/publish/coverage.h"

namespace publish {

/// The characters of the fonts that the display carries; nothing when this program was built without them.
[[nodiscard]] std::optional<Coverage> font_coverage();

}  // namespace publish
