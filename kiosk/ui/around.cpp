#include <algorithm>
#include <utility>

#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

class OneOf : public Block {
public:
    explicit OneOf(Blocks blocks) : blocks_(std::move(blocks)) {}

    [[nodiscard]] Extent across() const override {
        return {blocks_.back()->across().least, blocks_.front()->across().natural};
    }
    [[nodiscard]] Extent down(float width) const override { return chosen(width)->down(width); }
    [[nodiscard]] Stretch stretch() const override { return blocks_.front()->stretch(); }
    [[nodiscard]] float baseline(float width) const override { return chosen(width)->baseline(width); }
    void render(const Rect& box, Drawing& drawing) const override { chosen(box.w)->render(box, drawing); }
    [[nodiscard]] Parts cut(float width, float height) const override {
        return chosen(width)->cut(width, height);
    }

private:
    [[nodiscard]] const BlockPtr& chosen(float width) const {
        for (const auto& block : blocks_)
            if (block->across().least <= width) return block;
        return blocks_.back();
    }

    Blocks blocks_;
};

class Stretched : public Block {
public:
    Stretched(BlockPtr block, Stretch stretch) : block_(std::move(block)), stretch_(stretch) {}

    [[nodiscard]] Extent across() const override { return block_->across(); }
    [[nodiscard]] Extent down(float width) const override { return block_->down(width); }
    [[nodiscard]] Stretch stretch() const override { return stretch_; }
    [[nodiscard]] float baseline(float width) const override { return block_->baseline(width); }
    void render(const Rect& box, Drawing& drawing) const override { block_->render(box, drawing); }
    [[nodiscard]] Parts cut(float width, float height) const override { return block_->cut(width, height); }

private:
    BlockPtr block_;
    Stretch stretch_;
};

/// With another width than its own.
class Across : public Block {
public:
    Across(BlockPtr block, Extent across) : block_(std::move(block)), across_(across) {}

    [[nodiscard]] Extent across() const override { return across_; }
    [[nodiscard]] Extent down(float width) const override { return block_->down(width); }
    [[nodiscard]] Stretch stretch() const override { return block_->stretch(); }
    [[nodiscard]] float baseline(float width) const override { return block_->baseline(width); }
    void render(const Rect& box, Drawing& drawing) const override { block_->render(box, drawing); }

private:
    BlockPtr block_;
    Extent across_;
};

class Padded : public Block {
public:
    Padded(BlockPtr block, Edges edges) : block_(std::move(block)), edges_(edges) {}

    [[nodiscard]] Extent across() const override {
        return wider(block_->across(), edges_.left + edges_.right);
    }
    [[nodiscard]] Extent down(float width) const override {
        return wider(block_->down(inner(width)), edges_.top + edges_.bottom);
    }
    [[nodiscard]] Stretch stretch() const override { return block_->stretch(); }
    [[nodiscard]] float baseline(float width) const override {
        return edges_.top + block_->baseline(inner(width));
    }
    void render(const Rect& box, Drawing& drawing) const override {
        block_->render(
            {box.x + edges_.left, box.y + edges_.top, inner(box.w), box.h - edges_.top - edges_.bottom},
            drawing);
    }
    [[nodiscard]] Parts cut(float width, float height) const override {
        const Parts parts = block_->cut(inner(width), height - edges_.top);
        if (parts.head == nullptr) return {};
        Edges above = edges_, below = edges_;
        above.bottom = below.top = 0;
        return {padded(parts.head, above), padded(parts.tail, below)};
    }

private:
    static Extent wider(Extent e, float by) { return {e.least + by, e.natural + by}; }
    [[nodiscard]] float inner(float width) const { return width - edges_.left - edges_.right; }

    BlockPtr block_;
    Edges edges_;
};

class Named : public Block {
public:
    Named(BlockPtr block, std::string name) : block_(std::move(block)), name_(std::move(name)) {}

    [[nodiscard]] Extent across() const override { return block_->across(); }
    [[nodiscard]] Extent down(float width) const override { return block_->down(width); }
    [[nodiscard]] Stretch stretch() const override { return block_->stretch(); }
    [[nodiscard]] float baseline(float width) const override { return block_->baseline(width); }
    void render(const Rect& box, Drawing& drawing) const override {
        drawing.spots.push_back({name_, box});
        block_->render(box, drawing);
    }
    [[nodiscard]] Parts cut(float width, float height) const override {
        Parts parts = block_->cut(width, height);
        parts.head = named(std::move(parts.head), name_);
        return parts;
    }

private:
    BlockPtr block_;
    std::string name_;
};

class Space : public Block {
public:
    Space(float height, float stretch) : height_(height), stretch_(stretch) {}

    [[nodiscard]] Extent across() const override { return {}; }
    [[nodiscard]] Extent down(float /*width*/) const override { return {height_, height_}; }
    [[nodiscard]] Stretch stretch() const override { return {0, stretch_}; }
    void render(const Rect& /*box*/, Drawing& /*drawing*/) const override {}

private:
    float height_, stretch_;
};

}  // namespace

BlockPtr one_of(Blocks blocks) { return std::make_shared<OneOf>(std::move(blocks)); }
BlockPtr stretched(BlockPtr block, Stretch stretch) {
    return block == nullptr ? nullptr : std::make_shared<Stretched>(std::move(block), stretch);
}
BlockPtr content_with(BlockPtr block, float width) {
    if (block == nullptr) return nullptr;
    const Extent own = block->across(), wanted{std::min(own.least, width), std::min(own.natural, width)};
    return std::make_shared<Across>(std::move(block), wanted);
}
BlockPtr rigid(BlockPtr block) {
    if (block == nullptr) return nullptr;
    const float natural = block->across().natural;
    return std::make_shared<Across>(std::move(block), Extent{natural, natural});
}
BlockPtr padded(BlockPtr block, Edges edges) {
    return block == nullptr ? nullptr : std::make_shared<Padded>(std::move(block), edges);
}
BlockPtr named(BlockPtr block, std::string name) {
    if (block == nullptr || name.empty()) return block;
    return std::make_shared<Named>(std::move(block), std::move(name));
}
BlockPtr space(float height, float stretch_down) { return std::make_shared<Space>(height, stretch_down); }

}  // namespace kiosk
