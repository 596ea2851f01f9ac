#include "kiosk/ui/text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "words/line_breaks.h"

namespace kiosk {
namespace {

using words::Break;

constexpr float kFigureGap = 0.06f;      // [em of the number], between it and its unit
constexpr float kHanziLatinGap = 0.16f;  // [em]
constexpr float kEmAscent = 0.88f;  // the ideographic em box of Noto CJK stands 0.12 em below the baseline

/// A character with its width and how well a line may end after it.
struct Cell {
    char32_t character;
    float advance;
    Break break_after;
};

/// Where quotation marks are as wide as they are; assets/fonts/subset.py keeps those forms in a private
/// plane, each as far from this as the mark is from 0.
constexpr char32_t kProportional = 0xF0000;

bool is_quotation_mark(char32_t c) { return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D; }

char32_t glyph_for(char32_t c, const words::Language& language) {
    return language.narrow_quotes && is_quotation_mark(c) ? kProportional + c : c;
}

bool is_latin(char32_t c) {
    const bool is_accented =
        (c >= 0xC0 && c <= 0x24F && c != U'×' && c != U'÷') || (c >= 0x1E00 && c <= 0x1EFF);
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%' ||
           is_accented;
}

/// The foot of CO₂: what follows it follows a Latin word.
bool is_lowered(char32_t c) { return c >= 0x2080 && c <= 0x209C; }

bool is_gap(char32_t before, char32_t after) {
    return (words::is_hanzi(before) && is_latin(after)) ||
           ((is_latin(before) || is_lowered(before)) && words::is_hanzi(after));
}

std::vector<Cell> cells_of(Fonts& fonts, const Span& span, const Setting& setting) {
    const words::Language& language = *setting.language;
    const std::u32string text = words::to_code_points(span.text);
    const std::vector<Break> breaks = words::line_breaks(text, language);
    std::vector<Cell> cells;
    cells.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t next = i + 1 < text.size() ? text[i + 1] : 0;
        const char32_t glyph = glyph_for(text[i], language);
        float advance = glyph == '\n' ? 0 : fonts.shape(span.face, glyph).advance * span.em;
        if (setting.spaced && is_gap(text[i], next)) advance += kHanziLatinGap * span.em;
        cells.push_back({glyph, advance, breaks[i]});
    }
    return cells;
}

struct Range {
    std::size_t begin, end;
};

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == 0x3000; }

float width_of(const std::vector<Cell>& cells, Range range) {
    while (range.end > range.begin && is_space(cells[range.end - 1].character)) --range.end;
    float width = 0;
    for (std::size_t i = range.begin; i < range.end; ++i) width += cells[i].advance;
    return width;
}

/// A text in lines, and the worst place at which one of them ends.
struct Lines {
    std::vector<Range> ranges;
    Break worst = Break::forced;
};

/// For each kind of break the last place that a line may end at so, if it has one.
class LastBreaks {
public:
    void note(Break kind, std::size_t end) { ends_[static_cast<std::size_t>(kind)] = end; }
    /// The best kind of which there is a place after `begin`; else `otherwise`.
    [[nodiscard]] std::pair<std::size_t, Break> best_after(std::size_t begin, std::size_t otherwise) const {
        for (const Break kind : {Break::free, Break::parted, Break::torn, Break::split})
            if (const std::size_t end = ends_[static_cast<std::size_t>(kind)]; end > begin)
                return {end, kind};
        return {otherwise, Break::never};
    }

private:
    std::array<std::size_t, static_cast<std::size_t>(Break::forced) + 1> ends_{};
};

/// Greedy: each line takes what fits and ends at the last of the best places.
Lines break_lines(const std::vector<Cell>& cells, float width) {
    Lines lines;
    LastBreaks last;
    std::size_t begin = 0;
    float used = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        used += cells[i].advance;
        const float trailing = is_space(cells[i].character) ? cells[i].advance : 0;
        while (used - trailing > width + 0.01f && i > begin) {
            const auto [end, kind] = last.best_after(begin, i);
            lines.ranges.push_back({begin, end});
            lines.worst = std::min(lines.worst, kind);
            begin = end;
            used = 0;
            for (std::size_t k = begin; k <= i; ++k) used += cells[k].advance;
        }
        if (cells[i].break_after == Break::forced) {
            lines.ranges.push_back({begin, i + 1});
            begin = i + 1;
            used = 0;
        }
        last.note(cells[i].break_after, i + 1);
    }
    if (begin < cells.size()) lines.ranges.push_back({begin, cells.size()});
    return lines;
}

/// The narrowest width that needs no more lines than `width` does, and no worse breaks.
Lines break_balanced(const std::vector<Cell>& cells, float width, Lines widest) {
    float low = width / 2, high = width;
    for (int step = 0; step < 8; ++step) {
        const float middle = (low + high) / 2;
        auto lines = break_lines(cells, middle);
        if (lines.ranges.size() > widest.ranges.size() || lines.worst < widest.worst) {
            low = middle;
        } else {
            high = middle;
            widest = std::move(lines);
        }
    }
    return widest;
}

Lines choose_lines(const std::vector<Cell>& cells, const Span& span, float width, bool balanced) {
    auto lines = break_lines(cells, width);
    if (lines.ranges.size() < 2) return lines;
    if (balanced) return break_balanced(cells, width, std::move(lines));
    // One or two characters alone on the last line: set a little narrower, so that they get company.
    const float least = 2.5f * span.em;
    for (float narrower = width; width_of(cells, lines.ranges.back()) < least && narrower > 0.75f * width;) {
        narrower -= span.em / 2;
        auto other = break_lines(cells, narrower);
        if (other.ranges.size() > lines.ranges.size() || other.worst < lines.worst) break;
        lines = std::move(other);
    }
    return lines;
}

void add_ink(TextBlock& block, const GlyphShape& shape, float x, float baseline, float em) {
    if (shape.right <= shape.left) return;
    block.ink = unite(block.ink, Rect{x + shape.left * em, baseline - shape.top * em,
                                      (shape.right - shape.left) * em, (shape.top - shape.bottom) * em});
}

TextLine place_line(Fonts& fonts, TextBlock& block, const Span& span, const std::vector<Cell>& cells,
                    Range range, float baseline, bool hanging) {
    TextLine line{.baseline = baseline, .width = width_of(cells, range)};
    line.ends_torn = range.end < cells.size() && cells[range.end - 1].break_after <= Break::torn;
    float x = 0;
    if (hanging && words::is_hanging(cells[range.begin].character))
        x = -fonts.shape(span.face, cells[range.begin].character).left * span.em;
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const char32_t c = cells[i].character;
        line.ends_hard = c == '\n';
        if (line.ends_hard) continue;
        const GlyphShape& shape = fonts.shape(span.face, c);
        if (shape.missing) ++block.missing_glyphs;
        line.glyphs.push_back({c, x, span.face, span.em});
        add_ink(block, shape, x, baseline, span.em);
        x += cells[i].advance;
    }
    return line;
}

void append_utf8(std::string& text, char32_t c) {
    if (c >= kProportional && is_quotation_mark(c - kProportional)) c -= kProportional;
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        if (c < 0x10000) {
            text += static_cast<char>(0xE0 | (c >> 12));
        } else {
            text += static_cast<char>(0xF0 | (c >> 18));
            text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        }
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
}

}  // namespace

bool TextBlock::is_torn() const {
    return std::any_of(lines.begin(), lines.end(), [](const TextLine& line) { return line.ends_torn; });
}

std::string text_of_lines(const TextBlock& block, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i) {
        for (const PlacedGlyph& glyph : block.lines[i].glyphs) append_utf8(text, glyph.character);
        if (block.lines[i].ends_hard && i + 1 < to) text += '\n';
    }
    return text;
}

TextBlock set_text(Fonts& fonts, const Span& span, float width, const Setting& setting) {
    TextBlock block{.text = span.text, .lines = {}, .language = setting.language, .em = span.em};
    const auto cells = cells_of(fonts, span, setting);
    if (cells.empty()) return block;
    const float line_height = std::round(setting.line_height * span.em);
    for (const Range range : choose_lines(cells, span, width, setting.balanced).ranges) {
        const float top = static_cast<float>(block.lines.size()) * line_height;
        const float baseline = std::round(top + (line_height - span.em) / 2 + kEmAscent * span.em);
        block.lines.push_back(place_line(fonts, block, span, cells, range, baseline, setting.hanging));
        block.width = std::max(block.width, block.lines.back().width);
    }
    block.height = static_cast<float>(block.lines.size()) * line_height;
    return block;
}

TextBlock set_figure(Fonts& fonts, const std::vector<Span>& spans, const words::Language& language) {
    TextBlock block;
    block.language = &language;
    TextLine line;
    float x = 0;
    for (const Span& span : spans) {
        if (!block.text.empty() && span.text.front() != ' ') x += kFigureGap * std::max(block.em, span.em);
        block.text += span.text;
        block.em = std::max(block.em, span.em);
        for (const char32_t c : words::to_code_points(span.text)) {
            const char32_t glyph = glyph_for(c, language);
            const GlyphShape& shape = fonts.shape(span.face, glyph);
            if (shape.missing) ++block.missing_glyphs;
            line.glyphs.push_back({glyph, x, span.face, span.em});
            add_ink(block, shape, x, 0, span.em);
            x += shape.advance * span.em;
        }
    }
    // The ink starts at the block's left edge, and its top is the block's top.
    const float top = std::round(block.ink.y), left = block.ink.x;
    for (PlacedGlyph& glyph : line.glyphs) glyph.x -= left;
    line.baseline = -top;
    line.width = x - left;
    block.ink = block.ink.shifted({-left, -top});
    block.width = block.ink.right();
    block.height = block.ink.bottom();
    block.lines.push_back(std::move(line));
    return block;
}

float text_width(Fonts& fonts, const Span& span, const words::Language& language) {
    float width = 0;
    for (const char32_t c : words::to_code_points(span.text))
        width += fonts.shape(span.face, glyph_for(c, language)).advance;
    return width * span.em;
}

float widest_word(Fonts& fonts, const Span& span, const Setting& setting) {
    const auto cells = cells_of(fonts, span, setting);
    float widest = 0;
    for (std::size_t begin = 0, i = 0; i < cells.size(); ++i)
        if (cells[i].break_after >= Break::free || i + 1 == cells.size()) {
            widest = std::max(widest, width_of(cells, {begin, i + 1}));
            begin = i + 1;
        }
    return widest;
}

}  // namespace kiosk
