#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/geometry.h"

namespace kiosk {

enum class Role { body, title, figure, label };

/// One text as it was drawn. A wrapped text is one entry with its whole text.
struct DrawnText {
    std::string text;
    Rect rect;  // around the ink
    float em_px = 0;
    Role role = Role::body;
    double contrast = 0;
    bool clipped = false;            // some ink lies outside the area it was given, or outside the picture
    std::vector<std::string> lines;  // as they were broken, when there are several
    std::string ref;  // the catalog value it shows ("target:new-parks:value"); empty when it shows none
};

/// One area that answers to a finger, to the keyboard and, later, to a switch.
struct TouchArea {
    std::string id;  // unique on its page
    std::string label;
    Rect rect;
};

/// Everything that one page drew, in reading order: the one list behind tour.json, keyboard focus and layout
/// checks.
struct Record {
    std::vector<DrawnText> texts;
    std::vector<TouchArea> touch;
    int missing_glyphs = 0;
    bool demo = false;  // the demonstration mark was drawn
};

}  // namespace kiosk
