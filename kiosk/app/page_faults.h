#pragma once

#include <string>

#include "kiosk/app/session.h"

namespace kiosk {

/// What is wrong with the page that is shown, one fault a line; empty when nothing is: whatever anybody does,
/// there is a whole page, no letter is missing or cut off, and what can be touched lies on it.
[[nodiscard]] std::string page_faults(const Session& session, Library& library);

}  // namespace kiosk
