#include "kiosk/ui/tile_grid.h"

#include <doctest/doctest.h>

#include <string>

using kiosk::tile_grid;
using kiosk::TileGrid;
using kiosk::TileRoom;

namespace {

// As large as topics have them on 1920x1080 and 1080x1920.
constexpr TileRoom kLandscape{1776, 640, 18, 245, 186}, kPortrait{936, 1200, 18, 280, 216};

/// "4+3", pages apart: "4+4+4 | 4+4+4".
std::string rows_of(int count, const TileRoom& room) {
    const TileGrid grid = tile_grid(count, room);
    std::string text;
    for (int page = 1; page <= grid.pages; ++page) {
        if (page > 1) text += " | ";
        const int here = grid.on_page(page, count);
        for (int row = 0; grid.before_row(row, here) < here; ++row)
            text += (row > 0 ? "+" : "") + std::to_string(grid.in_row(row, here));
    }
    return text;
}

}  // namespace

TEST_CASE("tile grid: rows are even, in both orientations") {
    CHECK(rows_of(1, kLandscape) == "1");
    CHECK(rows_of(2, kLandscape) == "2");
    CHECK(rows_of(3, kLandscape) == "3");
    CHECK(rows_of(4, kLandscape) == "2+2");
    CHECK(rows_of(6, kLandscape) == "3+3");
    CHECK(rows_of(7, kLandscape) == "4+3");
    CHECK(rows_of(10, kLandscape) == "5+5");
    CHECK(rows_of(12, kLandscape) == "4+4+4");
    CHECK(rows_of(15, kLandscape) == "5+5+5");
    CHECK(rows_of(24, kLandscape) == "4+4+4 | 4+4+4");
    CHECK(rows_of(1, kPortrait) == "1");
    CHECK(rows_of(2, kPortrait) == "1+1");
    CHECK(rows_of(6, kPortrait) == "2+2+2");
    CHECK(rows_of(10, kPortrait) == "2+2+2+2+2");
}

TEST_CASE(
    "tile grid: every tile stands somewhere once, none is smaller than it may be, rows and pages differ by "
    "one at most") {
    for (const float width : {300.0f, 936.0f, 1776.0f, 3600.0f})
        for (const float height : {200.0f, 640.0f, 1150.0f})
            for (int count = 1; count <= 60; ++count) {
                CAPTURE(width);
                CAPTURE(height);
                CAPTURE(count);
                const TileRoom room{width, height, 18, 245, 186};
                const TileGrid grid = tile_grid(count, room);
                const auto columns = static_cast<float>(grid.columns), rows = static_cast<float>(grid.rows);
                CHECK((grid.columns == 1 || columns * 245 + (columns - 1) * 18 <= width + 0.1f));
                CHECK((grid.rows == 1 || rows * 186 + (rows - 1) * 18 <= height + 0.1f));
                int seen = 0;
                for (int page = 1; page <= grid.pages; ++page) {
                    CHECK(grid.before_page(page, count) == seen);
                    const int here = grid.on_page(page, count);
                    CHECK(here >= 1);
                    CHECK(grid.on_page(1, count) - here <= 1);
                    int on_page = 0;
                    for (int row = 0; on_page < here; ++row) {
                        CHECK(row < grid.rows);
                        CHECK(grid.before_row(row, here) == on_page);
                        CHECK(grid.in_row(row, here) <= grid.columns);
                        CHECK(grid.in_row(0, here) - grid.in_row(row, here) <= 1);
                        on_page += grid.in_row(row, here);
                    }
                    seen += here;
                }
                CHECK(seen == count);
            }
}

TEST_CASE("tile grid: of no tiles there are none anywhere") {
    const kiosk::TileGrid grid = kiosk::tile_grid(0, {1000, 600, 20, 200, 150, 1.5f});
    CHECK(grid.pages == 1);
    CHECK(grid.on_page(1, 0) == 0);
    CHECK(grid.in_row(0, 0) == 0);
    CHECK(grid.before_row(0, 0) == 0);
}
