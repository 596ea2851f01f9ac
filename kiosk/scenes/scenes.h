#pragma once

#include <vector>

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// Builds the page that `address` names: loads what stands on it and sets its texts.
/// Errors: not_found (no such target, topic or page); corrupt.
[[nodiscard]] base::Result<Page> build_page(const Stage& stage, const Address& address);

/// The first page of every scene that a visitor can reach and of the rotation, in the order of the tour.
[[nodiscard]] std::vector<Address> every_scene(const Stage& stage);

}  // namespace kiosk
