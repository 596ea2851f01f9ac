#pragma once

#include <optional>
#include <vector>

#include "kiosk/scenes/address.h"
#include "kiosk/scenes/stage.h"

namespace kiosk {

/// What stands beside a target in the list that it was opened from; of one that was opened from none, in its
/// topic, or in its part of the document.
struct Neighbours {
    std::optional<Address> before, after;
    int position = 0, count = 0;  // from 1; 0: it stands in no list
};

/// Nothing for pages that are no target's.
[[nodiscard]] Neighbours neighbours_of(const Stage& stage, const Address& address);

}  // namespace kiosk
