#pragma once

#include <vector>

#include "base/result.h"
#include "kiosk/scenes/page.h"
#include "kiosk/scenes/stage.h"

namespace kiosk {

/// The pages of whoever looks after the screen. They are built elsewhere, from what no visitor sees.
class AdminPages {
public:
    virtual ~AdminPages() = default;
    /// Errors: not_found (no such page).
    [[nodiscard]] virtual base::Result<Page> build(const Stage& stage, const Address& address) const = 0;
    /// The first page of each, in the order of the tour.
    [[nodiscard]] virtual std::vector<Address> scenes() const = 0;
};

}  // namespace kiosk
