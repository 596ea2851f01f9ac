#include "kiosk/ui/drawn_block.h"

#include <cmath>

#include "kiosk/ui/paragraph.h"
#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

constexpr float kMiddleOfLine = 0.38f;  // [em] above the baseline, of hanzi and capitals
constexpr float kCaptionGap = 0.5f;     // [em]
constexpr float kLowered = 0.3f;        // of what a picture leaves of its box

class Shape : public Block {
public:
    Shape(float width, float height, std::function<void(Canvas&, const Rect&)> draw, float baseline)
        : width_(width), height_(height), draw_(std::move(draw)), baseline_(baseline) {}

    [[nodiscard]] Extent across() const override { return {width_, width_}; }
    [[nodiscard]] Extent down(float /*width*/) const override { return {height_, height_}; }
    [[nodiscard]] float baseline(float /*width*/) const override {
        return baseline_ > 0 ? baseline_ : height_;
    }
    void render(const Rect& box, Drawing& drawing) const override {
        drawing.push_back([draw = draw_, box](Canvas& c) { draw(c, box); });
    }

private:
    float width_, height_;
    std::function<void(Canvas&, const Rect&)> draw_;
    float baseline_;
};

BlockPtr rule(const Typecase& types, float width, bool heavy) {
    return shape(0, width, [&t = types.theme, width, heavy](Canvas& c, const Rect& box) {
        c.line({box.x, box.y + width / 2}, {box.right(), box.y + width / 2}, heavy ? t.ink : t.line, width);
    });
}

/// Hands a picture's parts on, as what the sentence says.
void render_told(const std::string& sentence, const Rect& box, Drawing& drawing,
                 const std::function<void()>& render) {
    drawing.push_back([sentence, box](Canvas& c) {
        const std::size_t first = c.record().texts.size();
        c.record().pictures.push_back({sentence, box, first, first});
    });
    render();
    drawing.push_back([](Canvas& c) { c.record().pictures.back().end_of_texts = c.record().texts.size(); });
}

/// A picture that is made of blocks.
class Told : public Block {
public:
    Told(BlockPtr block, std::string sentence) : block_(std::move(block)), sentence_(std::move(sentence)) {}

    [[nodiscard]] Extent across() const override { return block_->across(); }
    [[nodiscard]] Extent down(float width) const override { return block_->down(width); }
    [[nodiscard]] Stretch stretch() const override { return block_->stretch(); }
    [[nodiscard]] float baseline(float width) const override { return block_->baseline(width); }
    void render(const Rect& box, Drawing& drawing) const override {
        render_told(sentence_, box, drawing, [&] { block_->render(box, drawing); });
    }
    /// The sentence tells all of it; what goes on to the next page speaks for itself.
    [[nodiscard]] Parts cut(float width, float height) const override {
        Parts parts = block_->cut(width, height);
        if (parts.head != nullptr) parts.head = std::make_shared<Told>(std::move(parts.head), sentence_);
        return parts;
    }

private:
    BlockPtr block_;
    std::string sentence_;
};

class PictureBlock : public Block {
public:
    PictureBlock(const Typecase& types, TargetPicture picture, std::string sentence, BlockPtr caption,
                 float least_height)
        : em_(types.metrics.em),
          picture_(std::move(picture)),
          sentence_(std::move(sentence)),
          caption_(std::move(caption)),
          least_height_(least_height) {}

    [[nodiscard]] Extent across() const override { return {8 * em_, 8 * em_}; }
    [[nodiscard]] Extent down(float width) const override {
        const float height = least_height_ + caption_height(width);
        return {height, height};
    }
    [[nodiscard]] Stretch stretch() const override { return {1, 1}; }
    void render(const Rect& box, Drawing& drawing) const override {
        const float below = caption_height(box.w);
        Rect area{box.x, box.y, box.w, box.h - below};
        const float used = picture_height(picture_, area, em_);
        area.y += std::round(kLowered * std::max(0.0f, area.h - used));
        render_told(sentence_, area, drawing, [&] {
            drawing.push_back(
                [picture = picture_, area, em = em_](Canvas& c) { draw_picture(c, picture, area, em); });
        });
        if (caption_ != nullptr)
            caption_->render({box.x, area.y + used + kCaptionGap * em_, box.w, below}, drawing);
    }

private:
    [[nodiscard]] float caption_height(float width) const {
        return caption_ == nullptr ? 0 : caption_->down(width).natural + kCaptionGap * em_;
    }

    float em_;
    TargetPicture picture_;
    std::string sentence_;
    BlockPtr caption_;
    float least_height_;
};

/// So high as there is room, within bounds.
class BarBlock : public Block {
public:
    BarBlock(const Bars& bars, Bars::Which which, float em) : bars_(bars), which_(which), em_(em) {}

    [[nodiscard]] Extent across() const override { return {6 * em_, 12 * em_}; }
    [[nodiscard]] Extent down(float /*width*/) const override { return {0.9f * em_, 2.8f * em_}; }
    void render(const Rect& box, Drawing& drawing) const override {
        drawing.push_back([bars = bars_, which = which_, box](Canvas& c) { draw_bar(c, bars, which, box); });
    }

private:
    Bars bars_;
    Bars::Which which_;
    float em_;
};

BlockPtr bars_block(const Typecase& types, const Bars& bars, const std::string& sentence, BlockPtr caption) {
    const float em = types.metrics.em;
    Blocks blocks;
    const auto add = [&](Bars::Which which, const std::string& words, Style style) {
        style.role = Role::label;
        style.line_height = 1.3f;
        blocks.push_back(column(
            {paragraph(types, words, style), space(0.1f * em), std::make_shared<BarBlock>(bars, which, em)}));
    };
    if (bars.done) add(Bars::Which::done, bars.done_words, {.face = Face::bold});
    add(Bars::Which::target, bars.target_words,
        {.face = bars.done ? Face::regular : Face::bold, .accent = true});
    if (bars.baseline) add(Bars::Which::baseline, bars.baseline_words, {.secondary = true});
    const float gap = 0.6f * em;
    return stretched(
        column({std::make_shared<Told>(column(std::move(blocks), gap), sentence), std::move(caption)}, gap),
        {1, 1});
}

class Card : public Block {
public:
    Card(BlockPtr block, Color color, float radius)
        : block_(std::move(block)), color_(color), radius_(radius) {}

    [[nodiscard]] Extent across() const override { return block_->across(); }
    [[nodiscard]] Extent down(float width) const override { return block_->down(width); }
    [[nodiscard]] float baseline(float width) const override { return block_->baseline(width); }
    void render(const Rect& box, Drawing& drawing) const override {
        drawing.push_back(
            [box, color = color_, radius = radius_](Canvas& c) { c.card(box, radius, color, color, 0); });
        block_->render(box, drawing);
    }

private:
    BlockPtr block_;
    Color color_;
    float radius_;
};

}  // namespace

BlockPtr shape(float width, float height, std::function<void(Canvas&, const Rect&)> draw, float baseline) {
    return std::make_shared<Shape>(width, height, std::move(draw), baseline);
}

BlockPtr hairline(const Typecase& types) { return rule(types, types.metrics.hairline, false); }
BlockPtr heavy_rule(const Typecase& types) { return rule(types, 3 * types.metrics.hairline, true); }

BlockPtr state_mark(const Typecase& types, catalog::State state, float em) {
    const float radius = std::round(0.52f * em);
    return shape(
        2 * radius, 2 * radius,
        [state, radius, ground = types.ground](Canvas& c, const Rect& box) {
            draw_state(c, state, {box.x + radius, std::round(box.y + radius)}, radius, ground);
        },
        radius + kMiddleOfLine * em);
}

BlockPtr icon_block(const Typecase& types, const std::string& name, float em) {
    const float side = std::round(1.1f * em);
    const Color color = types.ground == types.theme.accent ? types.theme.on_accent : types.theme.accent;
    return shape(
        side, side,
        [&icons = types.icons, name, side, color](Canvas& c, const Rect& box) {
            icons.draw(c, name, {std::round(box.x), std::round(box.y), side, side}, color);
        },
        side / 2 + kMiddleOfLine * em);
}

BlockPtr qr_block(const std::string& text, float usual_side) {
    constexpr float kUsualModules = 41;  // of 62 bytes
    if (text.empty()) return nullptr;
    const float module = std::max(1.0f, std::round(usual_side / kUsualModules)),
                side = module * static_cast<float>(qr_modules(text));
    return shape(side, side, [text, side](Canvas& c, const Rect& box) {
        draw_qr(c, text, {std::round(box.right() - side), std::round(box.y), side, side});
    });
}

BlockPtr picture_block(const Typecase& types, const TargetPicture& picture, const std::string& sentence,
                       BlockPtr caption, float least_height) {
    if (std::holds_alternative<std::monostate>(picture)) return nullptr;
    if (const auto* bars = std::get_if<Bars>(&picture))
        return bars_block(types, *bars, sentence, std::move(caption));
    return std::make_shared<PictureBlock>(types, picture, sentence, std::move(caption), least_height);
}

BlockPtr on_card(BlockPtr block, Color color, float radius) {
    return std::make_shared<Card>(std::move(block), color, radius);
}

}  // namespace kiosk
