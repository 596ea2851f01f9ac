#include "kiosk/ui/passages.h"

#include <algorithm>

namespace kiosk {
namespace {

constexpr float kBeginningOfNext = 0.12f;  // of a column, that stands with a heading at least

/// Cuts what is higher than a column into parts that are not, as far as it can be cut.
std::vector<Passage> in_columns(std::vector<Passage> passages, const Columns& columns) {
    std::vector<Passage> parts;
    for (Passage& passage : passages) {
        if (passage.block == nullptr) continue;
        Passage rest = std::move(passage);
        while (rest.block->down(columns.width).natural > columns.height) {
            const Block::Parts cut = rest.block->cut(columns.width, columns.height);
            if (cut.head == nullptr) break;
            parts.push_back({cut.head, rest.gap_before, false});
            rest = {cut.tail, 0, rest.keeps_next};
        }
        parts.push_back(std::move(rest));
    }
    return parts;
}

}  // namespace

std::vector<Passages::Placed> Passages::place(const std::vector<Passage>& passages, const Columns& columns,
                                              float height) {
    std::vector<Placed> placed;
    float y = 0;
    int slot = 0;
    for (std::size_t i = 0; i < passages.size(); ++i) {
        const float own = passages[i].block->down(columns.width).natural,
                    gap = y > 0 ? passages[i].gap_before : 0;
        float wanted = own;
        if (passages[i].keeps_next && i + 1 < passages.size())
            wanted +=
                passages[i + 1].gap_before + std::min(passages[i + 1].block->down(columns.width).natural,
                                                      kBeginningOfNext * columns.height);
        if (y > 0 && y + gap + wanted > height + 0.5f) {
            ++slot;
            y = 0;
        }
        placed.push_back({passages[i].block, slot, y + (y > 0 ? gap : 0), own});
        y = placed.back().y + own;
    }
    return placed;
}

Passages::Passages(std::vector<Passage> passages, const Columns& columns) : columns_(columns) {
    constexpr int kTries = 24;
    const auto parts = in_columns(std::move(passages), columns);
    if (parts.empty()) return;
    placed_ = place(parts, columns, columns.height);
    const int last_slot = placed_.back().slot, pages = last_slot / columns.count;
    page_count_ = pages + 1;
    // The least height that needs no page more fills them evenly.
    float least = 0;
    for (const Passage& part : parts) least = std::max(least, part.block->down(columns.width).natural);
    for (int i = 1; i < kTries && least < columns.height; ++i) {
        const float height = least + (columns.height - least) * static_cast<float>(i) / kTries;
        auto placed = place(parts, columns, height);
        if (placed.back().slot / columns.count > pages) continue;
        placed_ = std::move(placed);
        break;
    }
}

void Passages::render(int page, Point at, Drawing& drawing) const {
    for (const Placed& one : placed_) {
        if (one.slot / columns_.count != page) continue;
        const float x = static_cast<float>(one.slot % columns_.count) * (columns_.width + columns_.gap);
        one.block->render({at.x + x, at.y + one.y, columns_.width, one.height}, drawing);
    }
}

}  // namespace kiosk
