#pragma once

#include <vector>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/flow.h"

namespace kiosk {

/// All that is known of a target and does not stand on its first page, as passages: the published figures
/// with period, publisher, excerpt and caliber, the rule, baseline, where it is written, department, sync,
/// contact. With `after_picture` also what the picture on the page before shows.
[[nodiscard]] base::Result<std::vector<FlowItem>> details_of(const Stage& stage, const TargetFacts& facts,
                                                             const catalog::Source& document,
                                                             bool after_picture);
[[nodiscard]] Furniture details_furniture(const Stage& stage, const TargetFacts& facts,
                                          const Address& address);

}  // namespace kiosk
