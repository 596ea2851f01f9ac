#include <algorithm>
#include <cmath>

#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

class Run : public Block {
public:
    Run(Blocks blocks, float gap, float line_gap)
        : blocks_(present(std::move(blocks))), gap_(gap), line_gap_(line_gap) {}

    [[nodiscard]] Extent across() const override {
        Extent all;
        for (const auto& block : blocks_) {
            const Extent one = block->across();
            all = {std::max(all.least, one.least), all.natural + one.natural + (all.natural > 0 ? gap_ : 0)};
        }
        return all;
    }
    [[nodiscard]] Extent down(float width) const override {
        float height = 0;
        for (const Line& line : lines_in(width)) height = line.top + line.height;
        return {height, height};
    }
    [[nodiscard]] float baseline(float width) const override {
        const auto lines = lines_in(width);
        return lines.empty() ? 0 : lines.front().baseline;
    }
    void render(const Rect& box, Drawing& drawing) const override {
        for (const Line& line : lines_in(box.w))
            for (const Piece& piece : line.pieces)
                piece.block->render({box.x + piece.x, box.y + line.top + line.baseline - piece.baseline,
                                     piece.width, piece.height},
                                    drawing);
    }

private:
    struct Piece {
        const Block* block;
        float x, width, height, baseline;
    };
    struct Line {
        std::vector<Piece> pieces = {};
        float top = 0, height = 0, baseline = 0;
    };

    [[nodiscard]] std::vector<Line> lines_in(float width) const {
        std::vector<Line> lines;
        float x = 0;
        for (const auto& block : blocks_) {
            const float wanted = std::min(std::ceil(block->across().natural), width);
            if (lines.empty() || x + wanted > width + 0.5f) {
                const float top = lines.empty() ? 0 : lines.back().top + lines.back().height + line_gap_;
                lines.push_back({.top = top});
                x = 0;
            }
            add(lines.back(), {block.get(), x, wanted, block->down(wanted).natural, block->baseline(wanted)});
            x += wanted + gap_;
        }
        return lines;
    }
    static void add(Line& line, const Piece& piece) {
        float below = line.height - line.baseline;
        line.baseline = std::max(line.baseline, piece.baseline);
        below = std::max(below, piece.height - piece.baseline);
        line.height = line.baseline + below;
        line.pieces.push_back(piece);
    }

    Blocks blocks_;
    float gap_, line_gap_;
};

}  // namespace

BlockPtr run(Blocks blocks, float gap, float line_gap) {
    return std::make_shared<Run>(std::move(blocks), gap, line_gap);
}

}  // namespace kiosk
