#pragma once

#include <vector>

#include "kiosk/scenes/address.h"
#include "kiosk/scenes/stage.h"
#include "kiosk/ui/pictures.h"

namespace kiosk {

/// The targets of a list, in its order: of a topic as the topic has them, else as the document has them. A
/// filter that narrows nothing has all of them.
[[nodiscard]] std::vector<catalog::TargetId> targets_of(const Stage& stage, const Filter& filter);
/// How many of them are in each state, whatever state the filter asks for.
[[nodiscard]] StateCounts counts_of(const Stage& stage, Filter filter);

}  // namespace kiosk
