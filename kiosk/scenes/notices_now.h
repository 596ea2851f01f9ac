#pragma once

#include <vector>

#include "kiosk/scenes/stage.h"

namespace kiosk {

/// The notices for this screen that hold at the stage's time: the gravest first, of those the newest.
[[nodiscard]] std::vector<catalog::Notice> notices_now(const Stage& stage);
/// Of those the emergencies.
[[nodiscard]] std::vector<catalog::Notice> emergencies_now(const Stage& stage);

/// From when until when it holds; the end alone where nothing says when it began.
[[nodiscard]] std::string validity_text(const catalog::Notice& notice, const Stage& stage);

}  // namespace kiosk
