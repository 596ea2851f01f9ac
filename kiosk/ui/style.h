#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/glyph.h"
#include "kiosk/ui/record.h"
#include "words/language.h"

namespace kiosk {

/// A part of a text.
struct TextRange {
    std::size_t at = 0, length = 0;  // [bytes]
};

/// How a text looks and what it is.
struct Style {
    Face face = Face::regular;
    float em = 0;            // 0: body size
    bool secondary = false;  // ink-2
    bool accent = false;
    Role role = Role::body;
    float line_height = 1.4f;
    bool balanced = false;
    std::string ref = {};
    const words::Language* language = nullptr;  // of the text; null: the visitor's
    std::vector<TextRange> dotted = {};         // parts with a dotted line under them, in their order
};

}  // namespace kiosk
