#pragma once

#include <string_view>

#include "sync/publish/tables/say.h"

namespace publish {

/// The language to print in: `wish` is "zh" or "en"; without one, Chinese where LC_ALL, else LC_MESSAGES,
/// else LANG begins with "zh", and English everywhere else.
[[nodiscard]] Phrasebook choose_language(std::string_view wish);

}  // namespace publish
