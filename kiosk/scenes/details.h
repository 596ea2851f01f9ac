#pragma once

#include <vector>

#include "kiosk/scenes/first_page.h"
#include "kiosk/scenes/flow.h"

namespace kiosk {

/// All that is known of a target and does not stand on its first page, as passages: the picture that had no
/// room there, the published figures with period, publisher, excerpt and caliber, the rule, baseline, where
/// it is written, department, sync, contact.
[[nodiscard]] base::Result<std::vector<FlowItem>> details_of(const Story& story, const FirstPage& first);
[[nodiscard]] Furniture details_furniture(const Stage& stage, const TargetFacts& facts,
                                          const Address& address);

}  // namespace kiosk
