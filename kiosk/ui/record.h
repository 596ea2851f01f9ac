#pragma once

#include <string>
#include <vector>

#include "kiosk/ui/geometry.h"

namespace kiosk {

enum class Role { body, title, figure, label };

/// What of a page a text belongs to, in the order in which a person reads one.
enum class Part { band, header, name, figures, state, notes, quotation, source, content, foot };

/// One text as it was drawn. A wrapped text is one entry with its whole text.
struct DrawnText {
    std::string text;
    Rect rect;  // around the ink
    float em_px = 0;
    Role role = Role::body;
    Part part = Part::content;
    std::string lang = {};  // BCP 47
    double contrast = 0;
    bool clipped = false;            // some ink lies outside the area it was given, or outside the picture
    std::vector<std::string> lines;  // as they were broken, when there are several
    std::string ref;  // the catalog value it shows ("target:new-parks:value"); empty when it shows none
};

/// One picture as a sentence, for whoever does not see it.
struct DrawnPicture {
    std::string sentence;
    Rect rect;
    std::size_t first_text = 0,
                end_of_texts = 0;  // those that were drawn as part of it: ticks, figures of points
};

/// Every text and picture that one page drew, in the order of drawing.
struct Record {
    std::vector<DrawnText> texts;
    std::vector<DrawnPicture> pictures;
    int missing_glyphs = 0;
    bool demo = false;  // the demonstration mark was drawn

    /// Indexes into `texts` in the order in which a person reads them: part by part, and within one as drawn.
    [[nodiscard]] std::vector<std::size_t> reading() const;
};

}  // namespace kiosk
