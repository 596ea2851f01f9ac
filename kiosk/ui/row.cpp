#include <algorithm>
#include <cmath>
#include <numeric>

#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

/// `shares` empty: the widths follow from what the blocks need.
class Row : public Block {
public:
    Row(Blocks blocks, std::vector<float> shares, float gap, Align align)
        : blocks_(present(std::move(blocks))), shares_(std::move(shares)), gap_(gap), align_(align) {}

    [[nodiscard]] Extent across() const override {
        const float gaps = gaps_of(blocks_, gap_);
        Extent all{gaps, gaps};
        const float parts = std::accumulate(shares_.begin(), shares_.end(), 0.0f);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const Extent one = blocks_[i]->across();
            if (shares_.empty()) {
                all = {all.least + one.least, all.natural + one.natural};
            } else {
                const float times = parts / shares_[i];
                all = {std::max(all.least, gaps + one.least * times),
                       std::max(all.natural, gaps + one.natural * times)};
            }
        }
        return all;
    }
    [[nodiscard]] Extent down(float width) const override {
        Extent all;
        const auto widths = widths_in(width);
        const auto lowered = lowered_to_baseline(widths);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const Extent one = blocks_[i]->down(widths[i]);
            all = {std::max(all.least, lowered[i] + one.least),
                   std::max(all.natural, lowered[i] + one.natural)};
        }
        return all;
    }
    [[nodiscard]] Stretch stretch() const override {
        Stretch all;
        for (const auto& block : blocks_) {
            all.across += block->stretch().across;
            all.down = std::max(all.down, block->stretch().down);
        }
        return all;
    }
    [[nodiscard]] float baseline(float width) const override {
        if (blocks_.empty()) return 0;
        const auto widths = widths_in(width);
        return lowered_to_baseline(widths).front() + blocks_.front()->baseline(widths.front());
    }
    void render(const Rect& box, Drawing& drawing) const override {
        const auto widths = widths_in(box.w);
        const auto lowered = lowered_to_baseline(widths);
        float x = box.x;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const bool takes_all = blocks_[i]->stretch().down > 0;
            const float height = takes_all ? box.h : std::min(box.h, blocks_[i]->down(widths[i]).natural);
            const float spare = align_ == Align::middle   ? (box.h - height) / 2
                                : align_ == Align::bottom ? box.h - height
                                                          : lowered[i];
            blocks_[i]->render({x, box.y + spare, widths[i], height}, drawing);
            x += widths[i] + gap_;
        }
    }

    /// The last goes on, under where it began; the others stay with its beginning.
    [[nodiscard]] Parts cut(float width, float height) const override {
        if (blocks_.empty() || !shares_.empty()) return {};
        const auto widths = widths_in(width);
        const Parts parts = blocks_.back()->cut(widths.back(), height);
        if (parts.head == nullptr) return {};
        Blocks beginning = blocks_;
        beginning.back() = stretched(parts.head, {1, 0});
        return {row(std::move(beginning), gap_, align_), padded(parts.tail, {.left = width - widths.back()})};
    }

private:
    /// How far each must come down for all to stand on one line; nothing where they are not to.
    [[nodiscard]] std::vector<float> lowered_to_baseline(const std::vector<float>& widths) const {
        std::vector<float> lowered(blocks_.size(), 0.0f);
        if (align_ != Align::baseline) return lowered;
        float lowest = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            lowest = std::max(lowest, lowered[i] = blocks_[i]->baseline(widths[i]));
        for (float& down : lowered) down = lowest - down;
        return lowered;
    }
    [[nodiscard]] std::vector<float> widths_in(float width) const {
        const float free = width - gaps_of(blocks_, gap_);
        std::vector<float> widths;
        if (!shares_.empty()) {
            const float all = std::accumulate(shares_.begin(), shares_.end(), 0.0f);
            for (const float share : shares_) widths.push_back(std::floor(free * share / all));
            return widths;
        }
        std::vector<Extent> wanted;
        for (const auto& block : blocks_) {
            wanted.push_back(block->across());
            widths.push_back(block->stretch().across);
        }
        return narrowed(share_out(wanted, widths, free), free);
    }
    /// Where the least is still too wide, the widest gives way: words that belong together part.
    [[nodiscard]] static std::vector<float> narrowed(std::vector<float> widths, float room) {
        const float excess = std::accumulate(widths.begin(), widths.end(), 0.0f) - room;
        if (excess <= 0 || widths.empty()) return widths;
        float& widest = *std::max_element(widths.begin(), widths.end());
        widest = std::max(0.0f, widest - excess);
        return widths;
    }

    Blocks blocks_;
    std::vector<float> shares_;
    float gap_;
    Align align_;
};

}  // namespace

std::vector<float> share_out(const std::vector<Extent>& wanted, const std::vector<float>& stretches,
                             float room) {
    float natural = 0, least = 0;
    for (const Extent& one : wanted) {
        natural += one.natural;
        least += one.least;
    }
    const float spare = room - natural, all = std::accumulate(stretches.begin(), stretches.end(), 0.0f);
    const float given = natural > least ? std::clamp((natural - room) / (natural - least), 0.0f, 1.0f) : 0;
    std::vector<float> lengths;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        lengths.push_back(spare >= 0 ? wanted[i].natural + (all > 0 ? spare * stretches[i] / all : 0)
                                     : wanted[i].natural - given * (wanted[i].natural - wanted[i].least));
    return lengths;
}

BlockPtr row(Blocks blocks, float gap, Align align) {
    return std::make_shared<Row>(std::move(blocks), std::vector<float>{}, gap, align);
}
BlockPtr row_of_shares(Blocks blocks, std::vector<float> shares, float gap) {
    return std::make_shared<Row>(std::move(blocks), std::move(shares), gap, Align::top);
}

}  // namespace kiosk
