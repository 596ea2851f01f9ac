#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// A line of a list of targets, or a heading between them.
struct ListEntry {
    std::string heading = {};  // when not empty the entry is a heading
    catalog::TargetId target = {};
};

/// Lists page, they never scroll. Rows of one height, so that what stands on a page is known without loading
/// the pages before it; only the rows of the page are loaded.
class TargetList {
public:
    /// `entry_at(i)` makes the i-th of `size` entries; it is asked for those of one page alone.
    TargetList(std::size_t size, std::function<ListEntry(std::size_t)> entry_at)
        : size_(size), entry_at_(std::move(entry_at)) {}

    /// How many entries `room` holds.
    [[nodiscard]] static float height_of(const Stage& stage, int rows);
    [[nodiscard]] static int rows_in(const Stage& stage, const Rect& room);
    /// Draws the page's entries below one another; the y under the last. Errors: what loading says.
    [[nodiscard]] base::Result<float> draw(Sheet& sheet, int page, int rows) const;
    [[nodiscard]] int page_count(int rows) const;

private:
    std::size_t size_;
    std::function<ListEntry(std::size_t)> entry_at_;
};

/// The published figure in a list: "62.6万辆", "阶段数 0.39万人", "推算5.3%". REQUIRES: there is one.
[[nodiscard]] std::string row_figure(const TargetFacts& facts, const words::Strings& strings);

/// A small panel lists at its least size, so that a page holds more than one row.
[[nodiscard]] inline Stage stage_for_lists(const Stage& stage) {
    return stage.metrics.roomy ? stage : stage.with_em(stage.metrics.min_em);
}

/// In a portrait panel with low reach, touch areas keep to the lower 40 %: moves the top of `sheet`'s room
/// there and fills what is above with `title`, `blurb` and one mark per target. Does nothing otherwise.
void keep_low(Sheet& sheet, const std::string& title, const std::string& blurb, const StateCounts& counts);

}  // namespace kiosk
