#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/scenes/address.h"
#include "kiosk/ui/canvas.h"

namespace kiosk {

/// One area that answers to a finger, to the keyboard and to a switch, and what it asks for.
struct TouchArea {
    std::string id;  // unique on its page, never empty
    std::string label;
    Rect rect;
    Request request = Wish::stay;
    std::optional<bool> is_on = {};  // of a switch
};

/// One finished page: what it draws, and what its touch areas ask for. Built once when it is opened; drawing
/// it needs no store, no clock and no layout, and a finger is answered before anything is drawn.
struct Page {
    std::string id;
    int number = 1, count = 1;
    Metrics metrics;  // it was composed with; drawing uses the same
    const words::Language* language = nullptr;
    std::vector<std::function<void(Canvas&)>> items;
    std::vector<TouchArea> touch;

    void draw(Canvas& canvas) const;
    /// Null when there is none of that id.
    [[nodiscard]] const TouchArea* find_area(std::string_view touch_id) const;
    /// Null when there is none at that place.
    [[nodiscard]] const TouchArea* area_at(Point at) const;
};

}  // namespace kiosk
