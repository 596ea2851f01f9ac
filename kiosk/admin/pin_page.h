#pragma once

#include "kiosk/admin/view.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// A pad for digits, which are shown as dots; where no PIN is set, how one is. Errors: not_found (no such
/// page).
[[nodiscard]] base::Result<Page> pin_page(const Stage& stage, const Address& address,
                                          const AdminView::Pin& pin);

/// A new PIN, typed twice. Errors: likewise.
[[nodiscard]] base::Result<Page> new_pin_page(const Stage& stage, const Address& address,
                                              const AdminView::SettingUp& up);

}  // namespace kiosk
