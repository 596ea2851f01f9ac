#pragma once

#include <string>

#include "base/result.h"
#include "kiosk/app/library.h"

namespace kiosk {

/// One JSON object a line for each target, in the order of the document: id, state, observation, share, pace,
/// reason.
[[nodiscard]] base::Result<std::string> states_as_json(const OpenCatalog& catalog);

}  // namespace kiosk
