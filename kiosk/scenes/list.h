#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/sheet.h"
#include "kiosk/ui/pictures.h"

namespace kiosk {

/// How rows of targets stand in a room: in one column or two, as many on each page as on the others.
struct RowGrid {
    int columns = 1, rows = 1;  // of a page
    int pages = 1;
    float height = 0;  // of a row
    int count = 0;

    [[nodiscard]] int per_page() const { return (count + pages - 1) / pages; }
};

/// Lists page, they never scroll. Rows of one height, so that what stands on a page is known without loading
/// the pages before it.
[[nodiscard]] RowGrid row_grid(const Stage& stage, const Rect& room, int count);

/// Where the `index`th row of a page stands, from 0.
[[nodiscard]] Rect row_rect(const Stage& stage, const Rect& room, const RowGrid& grid, int index);

/// Draws that page's targets, down one column and then the next: mark, name, number, promise, result and
/// state. Touching one opens its page, with `list` as the list that it stands in.
/// `notes`: for each target what stands in place of number and promise; may be empty. Errors: what loading
/// says.
[[nodiscard]] base::Status draw_rows(Sheet& sheet, const std::vector<catalog::TargetId>& targets,
                                     const RowGrid& grid, int page, const Filter& list,
                                     const std::vector<std::string>& notes = {});

/// A page that is a list of `targets` and no more: `dress` draws what is around its rows on a page of that
/// many. Errors: not_found where there are fewer pages; what loading says.
[[nodiscard]] base::Result<Page> build_rows(const Stage& stage, const Address& address,
                                            const std::vector<catalog::TargetId>& targets, const Filter& list,
                                            const std::function<void(Sheet&, int pages)>& dress);
/// The published figure in a list: "62.6万辆", "阶段数 0.39万人", "推算5.3%". REQUIRES: there is one.
[[nodiscard]] std::string row_figure(const TargetFacts& facts, const words::Strings& strings);

/// A small panel lists at its least size, so that a page holds more than one row; in the largest type every
/// list keeps as much of that size as leaves room for a few rows.
[[nodiscard]] Stage stage_for_lists(const Stage& stage);

/// In a portrait panel with low reach, touch areas keep to the lower 40 %: moves the top of `sheet`'s room
/// there and fills what is above with `title`, `blurb` and one mark per target. Does nothing otherwise.
void keep_low(Sheet& sheet, const std::string& title, const std::string& blurb, const StateCounts& counts);

}  // namespace kiosk
