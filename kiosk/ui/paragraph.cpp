#include "kiosk/ui/paragraph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace kiosk {
namespace {

constexpr float kRuleBelow = 0.2f, kRuleWidth = 0.04f;  // of the em, from the baseline
constexpr float kUnbounded = 1e6f;                      // [px]
constexpr float kUnitPerEm = 0.42f, kWordPerEm = 0.34f, kSentencePerEm = 0.75f;  // of the number's em

Ink ink_of(const Typecase& types, const Style& style) {
    const Theme& t = types.theme;
    const bool on_accent = types.ground == t.accent;
    return {on_accent         ? t.on_accent
            : style.accent    ? t.accent
            : style.secondary ? t.ink2
                              : t.ink,
            types.ground, style.role, style.ref};
}

void place(const TextBlock& block, Point at, const Ink& ink, Drawing& drawing) {
    const Point corner{std::round(at.x), std::round(at.y)};
    drawing.push_back([block, corner, ink](Canvas& c) { c.text(block, corner, ink); });
}

/// The character that a byte of a text begins or is part of, line feeds not counted: they leave no glyph.
std::size_t glyph_at(const std::string& text, std::size_t byte) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte),
                      [](char c) { return c != '\n' && (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void place_rules(const TextBlock& block, const std::vector<TextRange>& parts, Point at, Color color,
                 Drawing& drawing) {
    const float width = std::max(1.0f, std::round(kRuleWidth * block.em));
    for (const TextRange& part : parts)
        for (const Rect& rule : rules_under(block, part)) {
            const Point from{std::round(at.x + rule.x), std::round(at.y + rule.y)};
            drawing.push_back([=](Canvas& c) {
                c.dashed_line(from, {from.x + rule.w, from.y}, color, width, 2 * width);
            });
        }
}

class Paragraph : public Block {
public:
    Paragraph(const Typecase& types, std::string text, Style style, TextLimits limits)
        : types_(types), text_(std::move(text)), style_(std::move(style)), limits_(limits) {
        if (style_.em <= 0) style_.em = types.metrics.em;
        style_.em = std::round(style_.em);
        if (limits_.least_em <= 0 || limits_.least_em > style_.em) limits_.least_em = style_.em;
    }

    [[nodiscard]] Extent across() const override {
        if (!across_) {
            const float natural = set(style_.em, kUnbounded).width;
            const float least = limits_.most_lines == 1
                                    ? natural * limits_.least_em / style_.em
                                    : widest_word(types_.fonts, span(limits_.least_em), setting());
            across_ = Extent{std::ceil(std::min(least, natural)), std::ceil(natural)};
        }
        return *across_;
    }
    [[nodiscard]] Extent down(float width) const override {
        const float natural = set_in(width, kUnbounded).height;
        return {limits_.shrinks_to_height ? std::min(natural, set(limits_.least_em, width).height) : natural,
                natural};
    }
    [[nodiscard]] float baseline(float width) const override {
        return set_in(width, kUnbounded).lines.front().baseline;
    }
    void render(const Rect& box, Drawing& drawing) const override {
        const float height = limits_.shrinks_to_height ? box.h + 0.5f : kUnbounded;
        const TextBlock& block = set_in(box.w, height);
        Ink ink = ink_of(types_, style_);
        if (block.text != text_) ink.ref.clear();
        place(block, {box.x, box.y}, ink, drawing);
        if (block.text == text_)
            place_rules(block, style_.dotted, {box.x, box.y}, types_.theme.accent, drawing);
    }
    [[nodiscard]] Parts cut(float width, float height) const override {
        const TextBlock& whole = set_in(width, kUnbounded);
        const float line = whole.height / static_cast<float>(whole.line_count());
        const auto lines = static_cast<std::size_t>(std::max(0.0f, std::floor(height / line)));
        if (lines == 0 || lines >= whole.line_count()) return {};
        Style style = style_;
        style.em = whole.em;
        style.ref.clear();
        style.balanced = false;
        style.dotted.clear();
        return {paragraph(types_, text_of_lines(whole, 0, lines), style),
                paragraph(types_, text_of_lines(whole, lines, whole.line_count()), style)};
    }

private:
    [[nodiscard]] Span span(float em) const { return {text_, style_.face, em}; }
    [[nodiscard]] Setting setting() const {
        return {.language = style_.language != nullptr ? style_.language : &types_.language,
                .line_height = style_.line_height,
                .balanced = style_.balanced};
    }
    [[nodiscard]] TextBlock set(float em, float width) const {
        return set_text(types_.fonts, span(std::round(em)), width, setting());
    }
    /// A block is asked for the same box again and again while a page is laid out.
    [[nodiscard]] const TextBlock& set_in(float width, float height) const {
        if (!last_ || last_->width != width || last_->height != height) {
            last_ = Last{width, height, {}};
            (void)largest_size(style_.em, limits_.least_em, [&](float em) {
                last_->block = set(em, width);
                return last_->block.height <= height && !last_->block.is_torn() &&
                       (limits_.most_lines == 0 || last_->block.line_count() <= limits_.most_lines);
            });
            if (limits_.elides) elide(last_->block, width);
        }
        return last_->block;
    }
    void elide(TextBlock& block, float width) const {
        std::string text = text_;
        while (block.line_count() > limits_.most_lines && !text.empty()) {
            while ((static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
                text.pop_back();  // the rest of the last character
            text.pop_back();
            block = set_text(types_.fonts, {text + "…", style_.face, limits_.least_em}, width, setting());
        }
    }

    struct Last {
        float width, height;
        TextBlock block;
    };
    Typecase types_;
    std::string text_;
    Style style_;
    TextLimits limits_;
    mutable std::optional<Last> last_;
    mutable std::optional<Extent> across_;
};

class FigureBlock : public Block {
public:
    FigureBlock(const Typecase& types, words::Figure figure, FigureLook look)
        : types_(types), figure_(std::move(figure)), look_(std::move(look)) {}

    [[nodiscard]] Extent across() const override {
        return {set_number(types_, figure_, look_.least_em).width,
                set_number(types_, figure_, look_.em).width};
    }
    [[nodiscard]] Extent down(float width) const override {
        const float natural = set_in(width, kUnbounded).height;
        return {std::min(natural, set_number(types_, figure_, look_.least_em).height), natural};
    }
    [[nodiscard]] float baseline(float width) const override {
        return set_in(width, kUnbounded).lines.front().baseline;
    }
    void render(const Rect& box, Drawing& drawing) const override {
        place(set_in(box.w, box.h + 0.5f), {box.x, box.y},
              ink_of(types_, {.role = look_.role, .ref = look_.ref}), drawing);
    }

private:
    [[nodiscard]] TextBlock set_in(float width, float height) const {
        TextBlock block;
        (void)largest_size(look_.em, look_.least_em, [&](float em) {
            block = set_number(types_, figure_, em);
            return block.width <= width + 0.5f && block.height <= height;
        });
        return block;
    }

    Typecase types_;
    words::Figure figure_;
    FigureLook look_;
};

}  // namespace

std::vector<Rect> rules_under(const TextBlock& block, const TextRange& part) {
    std::vector<Rect> rules;
    const std::size_t from = glyph_at(block.text, part.at), to = glyph_at(block.text, part.at + part.length);
    std::size_t first = 0;  // glyph of the line
    for (const TextLine& line : block.lines) {
        const std::size_t n = line.glyphs.size();
        const std::size_t begin = std::max(from, first) - first, end = std::min(to, first + n) - first;
        if (from < first + n && to > first) {
            const float left = line.glyphs[begin].x,
                        right = end < n ? line.glyphs[end].x : line.glyphs.front().x + line.width;
            rules.push_back({left, line.baseline + kRuleBelow * block.em, right - left, 0});
        }
        first += n;
    }
    return rules;
}

BlockPtr paragraph(const Typecase& types, std::string text, Style style, TextLimits limits) {
    if (text.empty()) return nullptr;
    return std::make_shared<Paragraph>(types, std::move(text), std::move(style), limits);
}

BlockPtr figure_block(const Typecase& types, const words::Figure& figure, const FigureLook& look) {
    return std::make_shared<FigureBlock>(types, figure, look);
}

TextBlock set_number(const Typecase& types, const words::Figure& figure, float em) {
    const float least = types.metrics.em;
    const auto part = [&](float of_em) { return std::round(std::max(least, of_em * em)); };
    std::vector<Span> spans;
    const auto add = [&](const std::string& text, float size) {
        if (!text.empty()) spans.push_back({text, Face::bold, size});
    };
    if (!figure.words.empty()) {
        add(figure.words, part(kSentencePerEm));
    } else {
        add(figure.before, part(kWordPerEm));
        add(figure.number, std::round(em));
        add(figure.power + figure.unit, part(kUnitPerEm));
        add(figure.after, part(kWordPerEm));
    }
    return set_figure(types.fonts, spans, types.language);
}

}  // namespace kiosk
