#pragma once

#include <vector>

#include "kiosk/scenes/address.h"
#include "kiosk/scenes/stage.h"
#include "kiosk/ui/pictures.h"

namespace kiosk {

/// The rows of the list: the whole document as it was laid out when the release was opened, or what a filter
/// leaves of it.
struct Listing {
    std::vector<catalog::Standing::Row> filtered;
    const std::vector<catalog::Standing::Row>* whole = nullptr;  // not null: the filter narrows nothing
    StateCounts counts{};

    [[nodiscard]] const std::vector<catalog::Standing::Row>& rows() const {
        return whole != nullptr ? *whole : filtered;
    }
};

/// The pointers in it live as long as the stage's standing.
[[nodiscard]] Listing list_targets(const Stage& stage, const Filter& filter);

/// How many targets the filter lets pass.
[[nodiscard]] int count_passing(const Stage& stage, const Filter& filter);

}  // namespace kiosk
