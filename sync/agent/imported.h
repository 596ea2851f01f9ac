#pragma once

#include "base/result.h"
#include "catalog/device_state.h"
#include "sync/agent/agent.h"

namespace agent {

/// What the screen is told of a stick, now, by what the pass came to.
[[nodiscard]] catalog::Import imported(const base::Result<Outcome>& result);

}  // namespace agent
