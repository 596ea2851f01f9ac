#pragma once

#include <string>

#include "kiosk/app/library.h"

namespace kiosk {

/// Where the content comes from, when this screen last synchronised and how long ago that was: the line at
/// the foot of pages. `contact` is nothing where there is no state folder. How long ago is left out where the
/// clock is not trusted.
[[nodiscard]] std::string sync_line(const OpenCatalog& catalog,
                                    const std::optional<catalog::Contact>& contact, base::Instant now,
                                    const words::Strings& strings);

}  // namespace kiosk
