#pragma once

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// The foot of every page but those of the rotation, an emergency and the question: back, topics, find;
/// previous, n / m, next; language, large type, settings. Same places on every page of a panel and profile,
/// whatever the page's own letters are. Small panels keep back, find, previous, next, settings. An end is
/// dashed and no touch area: there is nothing behind it. `page_count`: of what the address shows; after its
/// last page comes what stands beside it in its list.
void draw_foot(Sheet& sheet, const Address& address, int page_count);

}  // namespace kiosk
