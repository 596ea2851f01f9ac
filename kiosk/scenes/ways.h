#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// One large tile of a menu: where it leads, or what it does.
struct Way {
    std::string id, title, note, icon;
    Request request;
    std::optional<bool> is_on = {};  // of a switch, which has a thick border while it is on
};

/// Draws header and foot on a fresh sheet; what is left of the page is for the tiles.
using MenuFurniture = std::function<void(Sheet&, const Address&, int page_count)>;

/// A page of tiles, all of one size, or several where they have no room on one. Errors: not_found, when it
/// has fewer pages than the address asks for.
[[nodiscard]] base::Result<Page> page_of_ways(const Stage& stage, const Address& address,
                                              const MenuFurniture& furniture, const std::vector<Way>& ways);

}  // namespace kiosk
