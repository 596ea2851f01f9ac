#pragma once

#include <string_view>

#include "sync/publish/tables/say.h"

namespace publish {

/// What base::Error or the operating system says has failed: "writing a.db: a.db.new: No space left on
/// device". In Chinese those parts are Chinese that an author is likely to meet; the others stay as they are.
[[nodiscard]] Message told(std::string_view failure);

}  // namespace publish
