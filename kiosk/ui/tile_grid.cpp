#include "kiosk/ui/tile_grid.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

constexpr float kHole =
    0.75f;  // a row that is one tile short is as bad as tiles that are twice as long as they should be

int most(float room, float least, float gap) {
    return std::max(1, static_cast<int>((room + gap + 0.01f) / (std::max(1.0f, least) + gap)));
}

/// Of nothing there are no parts, and nothing in them.
int share_of(int count, int parts, int part) {
    return parts == 0 ? 0 : count / parts + (part < count % parts ? 1 : 0);
}
int before(int count, int parts, int part) {
    return parts == 0 ? 0 : part * (count / parts) + std::min(part, count % parts);
}

int ceiling(int count, int parts) { return (count + parts - 1) / parts; }

/// The less the better.
float badness(int count, int columns, int rows, const TileRoom& room) {
    const float width = (room.width + room.gap) / static_cast<float>(columns) - room.gap,
                height = (room.height + room.gap) / static_cast<float>(rows) - room.gap;
    return std::abs(std::log(std::max(1.0f, width) / std::max(1.0f, height) / room.shape)) +
           (columns * rows > count ? kHole : 0);
}

}  // namespace

int TileGrid::on_page(int page, int count) const { return share_of(count, pages, page - 1); }
int TileGrid::before_page(int page, int count) const { return before(count, pages, page - 1); }
int TileGrid::in_row(int row, int on_page) const { return share_of(on_page, ceiling(on_page, columns), row); }
int TileGrid::before_row(int row, int on_page) const {
    return before(on_page, ceiling(on_page, columns), row);
}

TileGrid tile_grid(int count, const TileRoom& room) {
    const int most_columns = most(room.width, room.least_width, room.gap),
              most_rows = most(room.height, room.least_height, room.gap);
    const int pages = std::max(1, ceiling(count, most_columns * most_rows)),
              on_fullest = std::max(1, ceiling(count, pages));
    TileGrid best{most_columns, most_rows, pages};
    float least = -1;
    for (int rows = 1; rows <= std::min(most_rows, on_fullest); ++rows) {
        const int columns = ceiling(on_fullest, rows);
        if (columns > most_columns || ceiling(on_fullest, columns) != rows) continue;
        const float bad = badness(on_fullest, columns, rows, room);
        if (least >= 0 && bad >= least) continue;
        least = bad;
        best = {columns, rows, pages};
    }
    return best;
}

}  // namespace kiosk
