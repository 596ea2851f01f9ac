#pragma once

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// Header and foot of an admin's page that is only read.
void dress_text(Sheet& sheet, const Address& address, int page_count, const std::string& icon,
                const std::string& title);

/// The same of one that is touched: in low reach what is left of it is within reach.
void dress_admin(Sheet& sheet, const Address& address, int page_count, const std::string& icon,
                 const std::string& title);

/// `style` with letters so small that `text` is no higher than that, and no word of it is cut; the smallest
/// there are, where nothing helps.
[[nodiscard]] Style fitting(const Sheet& sheet, const std::string& text, Style style, float width,
                            float height);

/// Of such a one the foot alone.
void dress_low(Sheet& sheet, const Address& address, int page_count);

}  // namespace kiosk
