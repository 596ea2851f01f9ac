#include <algorithm>

#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

class Column : public Block {
public:
    Column(Blocks blocks, float gap) : blocks_(present(std::move(blocks))), gap_(gap) {}

    [[nodiscard]] Extent across() const override {
        Extent all;
        for (const auto& block : blocks_) {
            const Extent one = block->across();
            all = {std::max(all.least, one.least), std::max(all.natural, one.natural)};
        }
        return all;
    }
    [[nodiscard]] Extent down(float width) const override {
        const float gaps = gaps_of(blocks_, gap_);
        Extent all{gaps, gaps};
        for (const Extent& one : wanted(width)) all = {all.least + one.least, all.natural + one.natural};
        return all;
    }
    [[nodiscard]] Stretch stretch() const override {
        Stretch all;
        for (const auto& block : blocks_) all.down += block->stretch().down;
        return all;
    }
    [[nodiscard]] float baseline(float width) const override {
        return blocks_.empty() ? 0 : blocks_.front()->baseline(width);
    }
    void render(const Rect& box, Drawing& drawing) const override {
        std::vector<float> stretches;
        for (const auto& block : blocks_) stretches.push_back(block->stretch().down);
        const auto heights = share_out(wanted(box.w), stretches, box.h - gaps_of(blocks_, gap_));
        float y = box.y;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            blocks_[i]->render({box.x, y, box.w, heights[i]}, drawing);
            y += heights[i] + gap_;
        }
    }
    [[nodiscard]] Parts cut(float width, float height) const override {
        float used = 0;
        Blocks head, tail;
        for (const auto& block : blocks_) {
            const float natural = block->down(width).natural;
            if (!tail.empty()) {
                tail.push_back(block);
            } else if (used + natural <= height) {
                head.push_back(block);
                used += natural + gap_;
            } else if (Parts parts = block->cut(width, height - used); parts.head != nullptr) {
                head.push_back(parts.head);
                tail.push_back(parts.tail);
            } else {
                tail.push_back(block);
            }
        }
        if (head.empty() || tail.empty()) return {};
        return {column(std::move(head), gap_), column(std::move(tail), gap_)};
    }

private:
    [[nodiscard]] std::vector<Extent> wanted(float width) const {
        std::vector<Extent> all;
        for (const auto& block : blocks_) all.push_back(block->down(width));
        return all;
    }

    Blocks blocks_;
    float gap_;
};

}  // namespace

BlockPtr column(Blocks blocks, float gap) { return std::make_shared<Column>(std::move(blocks), gap); }

}  // namespace kiosk
