#pragma once

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// `all/section/<id>`: the targets of one part of the document, with the parts as a rail and states as chips;
/// `all` is the first of them. Where there is no room for rail and chips `all` is a menu of parts and states,
/// and `all/state/<state>` the targets in one state.
[[nodiscard]] base::Result<Page> build_all(const Stage& stage, const Address& address);

}  // namespace kiosk
