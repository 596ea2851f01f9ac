#pragma once

#include "kiosk/ui/block.h"

namespace kiosk {

/// One passage of a text that goes on over columns and pages.
struct Passage {
    BlockPtr block;
    float gap_before = 0;     // [px], where it does not begin a column
    bool keeps_next = false;  // a heading: never last in a column
};

/// What a page has for them.
struct Columns {
    int count = 1;
    float width = 0, height = 0, gap = 0;  // [px], of each, and between two
};

/// Passages distributed over columns and pages: as few pages as possible, and those filled evenly. A passage
/// that is higher than a column is cut.
class Passages {
public:
    Passages(std::vector<Passage> passages, const Columns& columns);

    [[nodiscard]] int page_count() const { return page_count_; }
    /// The page's part, from 0, into a room whose top left corner is `at`.
    void render(int page, Point at, Drawing& drawing) const;

private:
    struct Placed {
        BlockPtr block;
        int slot;  // column of all pages
        float y, height;
    };
    [[nodiscard]] static std::vector<Placed> place(const std::vector<Passage>& passages,
                                                   const Columns& columns, float height);

    Columns columns_;
    std::vector<Placed> placed_;
    int page_count_ = 1;
};

}  // namespace kiosk
