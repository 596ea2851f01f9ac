#include "kiosk/scenes/flow.h"

#include <cmath>

#include "kiosk/ui/pictures.h"

namespace kiosk {
namespace {

constexpr float kGapBetween = 0.75f, kGapBeforeHeading = 1.0f, kMarkIndent = 1.9f;  // [em]

Style label_style() { return {.secondary = true, .role = Role::label, .line_height = 1.35f}; }

float indent_of(const FlowItem& item, float em) { return item.mark ? kMarkIndent * em : 0; }
float qr_side(const FlowItem& item, const Stage& stage) {
    return item.qr.empty() ? 0 : std::round(std::min(7 * stage.metrics.em, 0.4f * stage.metrics.height));
}

FlowPages::Piece measure(const Sheet& sheet, const FlowItem& item, float width) {
    FlowPages::Piece piece{.item = item};
    if (!item.label.empty()) piece.label = sheet.set(item.label, label_style(), width);
    piece.block = sheet.set(item.text, item.style, width - indent_of(item, sheet.em()));
    const float qr = qr_side(item, sheet.stage());
    piece.height = piece.label.height + piece.block.height + (qr > 0 ? qr + 0.4f * sheet.em() : 0);
    return piece;
}

/// Cuts what is taller than a column into parts that are not.
std::vector<FlowPages::Piece> cut(const Sheet& sheet, const FlowItem& item, float width, float height) {
    FlowPages::Piece whole = measure(sheet, item, width);
    if (whole.height <= height || whole.block.line_count() < 2) return {std::move(whole)};
    const float line = whole.block.height / static_cast<float>(whole.block.line_count());
    // All lines may fit where the code under them does not; it then stands alone.
    const auto first =
        std::min(whole.block.line_count(),
                 static_cast<std::size_t>(std::max(1.0f, std::floor((height - whole.label.height) / line))));
    FlowItem head = item, tail = item;
    head.text = text_of_lines(whole.block, 0, first);
    head.style.balanced = tail.style.balanced = false;
    head.qr.clear();
    tail.text = text_of_lines(whole.block, first, whole.block.line_count());
    tail.label.clear();
    tail.mark.reset();
    std::vector<FlowPages::Piece> parts{measure(sheet, head, width)};
    for (auto& part : cut(sheet, tail, width, height)) parts.push_back(std::move(part));
    return parts;
}

std::vector<FlowPages::Piece> distribute(const Sheet& sheet, const std::vector<FlowItem>& items, int columns,
                                         float width, float height) {
    std::vector<FlowPages::Piece> placed;
    float y = 0;
    int slot = 0;
    const auto next_slot = [&] {
        ++slot;
        y = 0;
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (auto& piece : cut(sheet, items[i], width, height)) {
            const float gap =
                y == 0 ? 0 : (items[i].is_heading ? kGapBeforeHeading : kGapBetween) * sheet.em();
            float wanted = piece.height;
            if (items[i].is_heading &&
                i + 1 < items.size())  // with a heading goes the beginning of what it heads
                wanted += std::min(measure(sheet, items[i + 1], width).height, 3 * sheet.em()) +
                          kGapBetween * sheet.em();
            if (y > 0 && y + gap + wanted > height) next_slot();
            piece.y = y == 0 ? 0 : y + gap;
            piece.column = slot % columns;
            piece.page = slot / columns;
            y = piece.y + piece.height;
            placed.push_back(std::move(piece));
        }
    }
    return placed;
}

void draw_piece(Sheet& sheet, const FlowPages::Piece& piece, Point at) {
    const float em = sheet.em();
    float y = piece.label.is_empty() ? at.y : sheet.place(piece.label, at, label_style());
    if (piece.item.mark)
        sheet.draw(
            [state = *piece.item.mark, center = Point{at.x + 0.6f * em, std::round(y + 0.7f * em)},
             r = std::round(0.5f * em)](Canvas& c) { draw_state(c, state, center, r, c.colors().paper); });
    y = sheet.place(piece.block, {at.x + indent_of(piece.item, em), y}, piece.item.style);
    const float side = qr_side(piece.item, sheet.stage());
    if (side > 0)
        sheet.draw([url = piece.item.qr, square = Rect{at.x, y + 0.4f * em, side, side}](Canvas& c) {
            draw_qr(c, url, square);
        });
}

}  // namespace

FlowPages::FlowPages(const Stage& stage, Furniture furniture, float column_width, std::vector<Piece> pieces)
    : stage_(stage),
      furniture_(std::move(furniture)),
      column_width_(column_width),
      pieces_(std::move(pieces)) {
    for (const Piece& piece : pieces_) count_ = std::max(count_, piece.page + 1);
}

Page FlowPages::page(const Address& address, int index, int number, int of) const {
    Sheet sheet{stage_, address};
    furniture_(sheet, number, of);
    const Rect& room = sheet.room();
    for (const Piece& piece : pieces_)
        if (piece.page == index)
            draw_piece(
                sheet, piece,
                {room.x + static_cast<float>(piece.column) * (column_width_ + 2 * stage_.metrics.gutter),
                 room.y + piece.y});
    return sheet.take(number, of);
}

FlowPages flow(const Stage& stage, const Address& address, Furniture furniture,
               const std::vector<FlowItem>& items) {
    Sheet trial{stage, address};
    furniture(trial, 1, 2);
    const Rect& room = trial.room();
    const int columns = room.w / trial.em() >= 44 ? 2 : 1;
    const float gaps = static_cast<float>(columns - 1) * 2 * stage.metrics.gutter;
    const float width = std::floor((room.w - gaps) / static_cast<float>(columns));
    return {stage, std::move(furniture), width, distribute(trial, items, columns, width, room.h)};
}

base::Result<Page> build_flow(const Stage& stage, const Address& address, Furniture furniture,
                              const std::vector<FlowItem>& items) {
    const FlowPages pages = flow(stage, address, std::move(furniture), items);
    if (address.page > pages.count())
        return base::fail(base::Errc::not_found, address.id() + ": no such page");
    return pages.page(address, address.page - 1, address.page, pages.count());
}

}  // namespace kiosk
