#include "kiosk/platform/damage.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kiosk/platform/raster.h"
#include "kiosk/platform/view.h"

namespace kiosk {
namespace {

/// Glyphs are moved to the nearest pixel, and their size is rounded: so far may a shape reach beyond its
/// corners.
constexpr float kReach = 2;  // [px]

/// Of a tile of which nothing is known.
constexpr std::uint64_t kForgotten = 0;

/// More boxes than that cost more than the pixels between them.
constexpr std::size_t kMostBoxes = 16;

/// Multiplying by an odd number mixes upwards and the shift downwards; the order of words counts.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

template <class Value>
std::uint64_t hash_of(std::uint64_t hash, const Value& value) {
    static_assert(sizeof value % 4 == 0 && std::is_trivially_copyable_v<Value>);
    std::uint32_t words[sizeof value / 4];
    std::memcpy(words, &value, sizeof value);
    for (std::size_t i = 0; i + 1 < std::size(words); i += 2)
        hash = mixed(hash, std::uint64_t{words[i]} << 32 | words[i + 1]);
    return std::size(words) % 2 != 0 ? mixed(hash, words[std::size(words) - 1]) : hash;
}

/// The tiles of a picture.
struct Grid {
    PixelSize size;
    int across, down;
    std::vector<std::uint64_t> tiles;

    Grid(PixelSize of, std::uint64_t background)
        : size(of),
          across((of.width + Damage::kTile - 1) / Damage::kTile),
          down((of.height + Damage::kTile - 1) / Damage::kTile),
          tiles(static_cast<std::size_t>(across) * static_cast<std::size_t>(down), mixed(1, background)) {}

    /// REQUIRES: `box` lies in the picture.
    void add(const Box& box, std::uint64_t hash) {
        if (box.empty()) return;
        for (int y = box.top / Damage::kTile; y <= (box.bottom - 1) / Damage::kTile; ++y)
            for (int x = box.left / Damage::kTile; x <= (box.right - 1) / Damage::kTile; ++x) {
                auto& tile = tiles[static_cast<std::size_t>(y * across + x)];
                tile = mixed(tile, hash);
            }
    }
};

/// A drawing's shapes, each added to the tiles that it may touch.
class Shapes {
public:
    Shapes(Grid& grid, const View& view, const ImDrawList& list, const ImDrawCmd& command)
        : grid_(grid),
          view_(view),
          clip_(clip_of(command, view, {0, 0, grid.size.width, grid.size.height})),
          command_(
              hash_of(hash_of(2, command.ClipRect), reinterpret_cast<std::uintptr_t>(command.TextureId))),
          list_(list),
          offset_(command.VtxOffset) {}

    void add(const ImDrawIdx* index, unsigned count) {
        if (clip_.empty()) return;
        for (unsigned i = 0; i + 3 <= count;) {
            // The renderer may take six indices for one rectangle and leaves out its third corner's twin, so
            // the six belong together.
            const unsigned corners = i + 6 <= count && is_quad(index + i) ? 6 : 3;
            add_shape(index + i, corners);
            i += corners;
        }
    }

private:
    void add_shape(const ImDrawIdx* index, unsigned corners) {
        std::uint64_t hash = command_;
        Area around{kFarthest, kFarthest, -kFarthest, -kFarthest};
        for (unsigned i = 0; i < corners; ++i) {
            const auto vertices = static_cast<unsigned>(list_.VtxBuffer.Size);
            if (offset_ >= vertices || index[i] >= vertices - offset_)
                continue;  // not drawn, or drawn in part
            const ImDrawVert& vertex = list_.VtxBuffer.Data[offset_ + index[i]];
            hash = hash_of(hash, vertex);
            widen(around, view_.x(vertex.pos.x), view_.y(vertex.pos.y));
        }
        grid_.add(box_of(around), hash);
    }
    /// What is no number is not drawn, so it need not be covered.
    static void widen(Area& area, float x, float y) {
        if (!is_near(x) || !is_near(y)) return;
        area = {std::min(area.left, x), std::min(area.top, y), std::max(area.right, x),
                std::max(area.bottom, y)};
    }
    [[nodiscard]] Box box_of(const Area& around) const {
        if (around.left > around.right) return {};
        return pixels_of(
            {around.left - kReach, around.top - kReach, around.right + kReach, around.bottom + kReach},
            clip_);
    }

    Grid& grid_;
    const View& view_;
    Box clip_;
    std::uint64_t command_;
    const ImDrawList& list_;
    unsigned offset_;
};

Grid tiles_of(const ImDrawData& data, std::uint32_t background, PixelSize size) {
    const View view = view_of(data);
    Grid grid{size, hash_of(hash_of(background & 0xffffff, data.DisplayPos), data.FramebufferScale)};
    for (int i = 0; i < data.CmdListsCount && data.CmdLists != nullptr; ++i) {
        if (data.CmdLists[i] == nullptr) continue;
        const ImDrawList& list = *data.CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (command.UserCallback == nullptr && has_indices(list, command))
                Shapes(grid, view, list, command)
                    .add(list.IdxBuffer.Data + command.IdxOffset, command.ElemCount);
    }
    return grid;
}

/// Adds the tiles from `left` to `right` of a row to `boxes`, to the box above where that has the same sides.
void add_run(std::vector<Box>& boxes, const Box& run) {
    for (Box& box : boxes)
        if (box.bottom == run.top && box.left == run.left && box.right == run.right) {
            box.bottom = run.bottom;
            return;
        }
    boxes.push_back(run);
}

Box around(const std::vector<Box>& boxes) {
    Box all = boxes.front();
    for (const Box& box : boxes)
        all = {std::min(all.left, box.left), std::min(all.top, box.top), std::max(all.right, box.right),
               std::max(all.bottom, box.bottom)};
    return all;
}

std::vector<Box> differing(const Grid& now, const std::vector<std::uint64_t>& before) {
    std::vector<Box> boxes;
    const auto differs = [&](int x, int y) {
        const auto at = static_cast<std::size_t>(y * now.across + x);
        return now.tiles[at] != before[at] || before[at] == kForgotten;
    };
    for (int y = 0; y < now.down; ++y)
        for (int x = 0; x < now.across; ++x) {
            const int first = x;
            while (x < now.across && differs(x, y)) ++x;
            constexpr int kTile = Damage::kTile;
            if (x > first)
                add_run(boxes, {first * kTile, y * kTile, std::min(x * kTile, now.size.width),
                                std::min((y + 1) * kTile, now.size.height)});
        }
    if (boxes.size() > kMostBoxes) boxes = {around(boxes)};
    return boxes;
}

}  // namespace

void Damage::forget(const Box& part) {
    if (tiles_.empty() || part.empty()) return;
    const int across = (size_.width + kTile - 1) / kTile;
    for (int y = part.top / kTile; y <= (part.bottom - 1) / kTile; ++y)
        for (int x = part.left / kTile; x <= (part.right - 1) / kTile; ++x)
            tiles_[static_cast<std::size_t>(y * across + x)] = kForgotten;
}

std::vector<Box> Damage::update(const ImDrawData& data, std::uint32_t background, PixelSize size) {
    if (size.width <= 0 || size.height <= 0) return {};
    Grid grid = tiles_of(data, background, size);
    const bool is_new = size != size_ || tiles_.size() != grid.tiles.size();
    auto boxes = is_new ? std::vector<Box>{{0, 0, size.width, size.height}} : differing(grid, tiles_);
    size_ = size;
    tiles_ = std::move(grid.tiles);
    return boxes;
}

}  // namespace kiosk
