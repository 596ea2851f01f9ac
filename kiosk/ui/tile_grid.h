#pragma once

/// Tiles of one size in rows that differ by no more than one tile: six are three and three, seven four and
/// three, never six and one.
namespace kiosk {

/// Where tiles go, and how small one may be. All in pixels.
struct TileRoom {
    float width = 0, height = 0;
    float gap = 0;
    float least_width = 0, least_height = 0;
    float shape = 1.5f;  // width to height that a tile should come near to
};

struct TileGrid {
    int columns = 1, rows = 1;  // of the fullest page
    int pages = 1;

    /// How many tiles stand on a page, of `count` in all; those before it hold as many or one more.
    [[nodiscard]] int on_page(int page, int count) const;
    /// How many tiles stand on pages before it.
    [[nodiscard]] int before_page(int page, int count) const;
    /// How many of the `on_page` tiles of a page stand in a row, and in those above it.
    [[nodiscard]] int in_row(int row, int on_page) const;
    [[nodiscard]] int before_row(int row, int on_page) const;
};

/// The pages that are needed, as few as can be and as even as can be, and on each the rows that leave no hole
/// and bring tiles near to their shape. A room that is too small for one tile holds one all the same.
[[nodiscard]] TileGrid tile_grid(int count, const TileRoom& room);

}  // namespace kiosk
