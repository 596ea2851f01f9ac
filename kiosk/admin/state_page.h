#pragma once

#include "kiosk/admin/view.h"
#include "kiosk/scenes/flow.h"

namespace kiosk {

/// What is shown and why, how synchronising goes, and how the machine is: label and text, under headings.
[[nodiscard]] std::vector<FlowItem> state_items(const Stage& stage, const AdminView& view);

}  // namespace kiosk
