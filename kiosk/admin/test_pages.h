#pragma once

#include "kiosk/admin/view.h"
#include "kiosk/scenes/sheet.h"

/// Pages by which a panel is looked at. They have no foot: all of the glass belongs to the test.
namespace kiosk {

/// A cross in each corner, which becomes a ring when it is met, and a dot wherever the glass was touched.
[[nodiscard]] Page touch_test_page(const Stage& stage, const Address& address,
                                   const std::vector<Point>& touches);

/// Plain colours, shades and a grid; a touch leads to the next, after the last back. Errors: not_found.
[[nodiscard]] base::Result<Page> panel_test_page(const Stage& stage, const Address& address);

/// For a minute no touch does anything: the seconds of it that are left.
[[nodiscard]] Page cleaning_page(const Stage& stage, const Address& address);

}  // namespace kiosk
