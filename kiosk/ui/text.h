#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/fonts.h"
#include "words/language.h"

namespace kiosk {

/// A stretch of text in one face and size.
struct Span {
    std::string text;
    Face face = Face::regular;
    float em = 0;  // [px]
};

struct PlacedGlyph {
    char32_t character;
    float x;  // of the pen, from the left edge of the block
    Face face;
    float em;
};

struct TextLine {
    std::vector<PlacedGlyph> glyphs;
    float baseline = 0;      // from the top of the block
    float width = 0;         // advance, without trailing spaces
    bool ends_hard = false;  // by a line feed in the text
    bool ends_torn = false;  // within a word, which is longer than a line
};

/// Text set in lines, ready to be drawn at any place. Holds what was set, so that it can be recorded whole.
struct TextBlock {
    std::string text;
    std::vector<TextLine> lines;
    const words::Language* language = nullptr;  // of the text; null: the page's
    float em = 0;                               // the largest in it
    float width = 0;                            // of the widest line
    float height = 0;                           // line boxes together
    Rect ink;                                   // relative to the block's top left corner
    int missing_glyphs = 0;

    [[nodiscard]] bool is_empty() const { return lines.empty(); }
    [[nodiscard]] std::size_t line_count() const { return lines.size(); }
    [[nodiscard]] bool is_torn() const;
};

struct Setting {
    const words::Language* language;  // of the text: decides line breaks and the width of quotation marks
    float line_height = 1.4f;         // of the em
    bool balanced = false;            // lines of about equal length, for titles and quotations
    bool spaced = true;               // a sixth of an em between hanzi and Latin letters or digits
    bool hanging = true;              // opening punctuation at a line's start hangs into the margin
};

/// Sets `span` in lines of at most `width` pixels, which end where words/line_breaks.h lets them. A number
/// with its unit, or a word, that is longer than a line is cut. A last line of one or two characters is
/// avoided.
[[nodiscard]] TextBlock set_text(Fonts& fonts, const Span& span, float width, const Setting& setting);

/// One line of several sizes on a common baseline, never wrapped: a figure with its unit.
/// `height` is then that of the ink alone.
[[nodiscard]] TextBlock set_figure(Fonts& fonts, const std::vector<Span>& spans,
                                   const words::Language& language);

/// Advance of `text` on one line.
[[nodiscard]] float text_width(Fonts& fonts, const Span& span, const words::Language& language);

/// Of the widest part of it that stays whole on a line.
[[nodiscard]] float widest_word(Fonts& fonts, const Span& span, const Setting& setting);

/// The text of lines [from, to) of a block.
[[nodiscard]] std::string text_of_lines(const TextBlock& block, std::size_t from, std::size_t to);

}  // namespace kiosk
