#pragma once

#include "kiosk/admin/view.h"
#include "kiosk/scenes/sheet.h"

/// What is set when a screen is hung up. The PIN's page is among those for digits.
namespace kiosk {

/// Errors of all: not_found (no such page).
[[nodiscard]] base::Result<Page> set_up_menu(const Stage& stage, const Address& address,
                                             const AdminView::SettingUp& up);
/// A bar and the outline of a card, to hold a ruler or a card to: the glass is made wider or narrower until
/// they fit.
[[nodiscard]] base::Result<Page> size_page(const Stage& stage, const Address& address,
                                           const AdminView::SettingUp& up);
/// Which way round the panel hangs.
[[nodiscard]] base::Result<Page> turn_page(const Stage& stage, const Address& address,
                                           const AdminView::SettingUp& up);
/// The hash of the root that this device trusts, to be compared with the publisher's paper.
[[nodiscard]] base::Result<Page> root_page(const Stage& stage, const Address& address,
                                           const AdminView::SettingUp& up);

}  // namespace kiosk
