#pragma once

#include <vector>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/flow.h"

namespace kiosk {

/// All that is known of a target and does not stand on its first page, as passages: where it is written, baseline,
/// the published figures with period, publisher and excerpt, caliber, department, sync, contact.
[[nodiscard]] std::vector<FlowItem> details_of(const Stage& stage, const TargetFacts& facts, const catalog::Source& document);
[[nodiscard]] Furniture details_furniture(const Stage& stage, const TargetFacts& facts, const Address& address);

}  // namespace kiosk
