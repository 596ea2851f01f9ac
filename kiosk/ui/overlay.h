#pragma once

#include <optional>
#include <string>

#include "kiosk/ui/geometry.h"

namespace kiosk {

/// What is added to a page that stands: it is drawn with it, and never laid out for it.
struct Overlay {
    std::string focused = {};          // the touch area that the keyboard stands on; or empty
    std::optional<Rect> pressed = {};  // what a finger lies on
    std::optional<Rect> spoken = {};   // around what is being read aloud
    float dwell_done = 0;              // share of the rotation's dwell that has passed, 0 to 1

    friend bool operator==(const Overlay&, const Overlay&) = default;
};

}  // namespace kiosk
