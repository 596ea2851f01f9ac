#pragma once

#include "kiosk/admin/view.h"
#include "kiosk/scenes/sheet.h"

/// Pages of tiles.
namespace kiosk {

/// Errors of all: not_found (no such page).
[[nodiscard]] base::Result<Page> admin_menu(const Stage& stage, const Address& address);
[[nodiscard]] base::Result<Page> local_settings_page(const Stage& stage, const Address& address,
                                                     const AdminView& view);
[[nodiscard]] base::Result<Page> actions_page(const Stage& stage, const Address& address,
                                              const AdminView& view);
/// Whether somebody really wants that: `word` of the list of wishes.
[[nodiscard]] base::Result<Page> sure_page(const Stage& stage, const Address& address, std::string_view word);

}  // namespace kiosk
