#pragma once

#include "kiosk/platform/key.h"
#include "kiosk/platform/orientation.h"

namespace kiosk {

/// What happened on the glass. Positions are pixels of the panel, as it lies.
struct InputEvent {
    enum class Kind {
        down,
        up,    // of the one finger (or mouse button) that counts; see `at`
        lost,  // that finger was taken away, with its panel or with our window: there was no touch
        key,
        resize,  // the size has changed; nothing of the picture is left
        expose,  // what was presented may be damaged
        quit,    // the window was closed
    };
    Kind kind = Kind::quit;
    Pixel at = {};  // of down and up. A finger that left the glass: kOutside
    Key key = Key::activate;
};

/// In no picture, so in no touch area.
constexpr Pixel kOutside{-1, -1};

}  // namespace kiosk
