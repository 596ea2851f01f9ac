#pragma once

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// Header and foot of an admin's page that is only read.
void dress_text(Sheet& sheet, const Address& address, int page_count, const std::string& icon,
                const std::string& title);

/// The same of one that is touched: in low reach what is left of it is within reach.
void dress_admin(Sheet& sheet, const Address& address, int page_count, const std::string& icon,
                 const std::string& title);

/// Of such a one the foot alone.
void dress_low(Sheet& sheet, const Address& address, int page_count);

}  // namespace kiosk
