#pragma once

#include <string>

#include "kiosk/ui/pictures.h"

namespace kiosk {

/// A picture as one sentence, for whoever does not see it: what it shows, from where to where, which way.
/// Nothing is rounded, and no way is named between figures that are not exact. `shown` is the figure that the
/// page shows, or null. Empty where there is no picture.
[[nodiscard]] std::string sentence_of(const TargetPicture& picture, const catalog::Target& target,
                                      const catalog::Observation* shown, const words::Strings& strings);

}  // namespace kiosk
