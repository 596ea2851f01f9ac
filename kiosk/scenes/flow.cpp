#include "kiosk/scenes/flow.h"

#include <cmath>

#include "kiosk/scenes/placing.h"
#include "kiosk/ui/drawn_block.h"
#include "kiosk/ui/paragraph.h"
#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

constexpr float kGapBetween = 0.75f, kGapBeforeHeading = 1.0f;  // [em]
constexpr float kTwoColumns = 44;                               // [em] of a page that has room for them

BlockPtr block_of(const Typecase& types, const FlowItem& item, const Columns& columns) {
    const float em = types.metrics.em;
    const BlockPtr label =
        paragraph(types, item.label, {.secondary = true, .role = Role::label, .line_height = 1.35f});
    if (item.picture) {
        const float label_height = label != nullptr ? label->down(columns.width).natural : 0;
        return column({label, item.picture(types, columns.width, columns.height - label_height)});
    }
    BlockPtr text = paragraph(types, item.text, item.style);
    if (item.mark && text != nullptr)
        text = row({state_mark(types, *item.mark, em), stretched(text, {1, 0})}, 0.6f * em);
    const BlockPtr code = qr_block(item.qr, std::min(7 * em, 0.4f * types.metrics.height));
    return column(
        {label, text, code != nullptr ? space(0.4f * em) : nullptr, code != nullptr ? row({code}) : nullptr});
}

}  // namespace

std::optional<int> FlowPages::find(std::string_view name) const {
    for (int index = 0; index < count(); ++index) {
        Drawing drawing;
        passages_.render(index, {}, drawing);
        for (const Spot& spot : drawing.spots)
            if (spot.name == name) return index;
    }
    return std::nullopt;
}

Page FlowPages::page(const Address& address, int index, int number, int of) const {
    Sheet sheet{stage_, address};
    furniture_(sheet, number, of);
    Drawing drawing;
    passages_.render(index, {sheet.room().x, sheet.room().y}, drawing);
    for (auto& item : drawing.items) sheet.draw(std::move(item));
    return sheet.take(number, of);
}

FlowPages flow(const Stage& stage, const Address& address, Furniture furniture,
               const std::vector<FlowItem>& items) {
    Sheet sheet{stage, address};  // tells how much room there is
    furniture(sheet, 1, 2);
    const Rect& room = sheet.room();
    const Typecase types = typecase_of(stage);
    Columns columns{.count = room.w / sheet.em() >= kTwoColumns ? 2 : 1,
                    .height = room.h,
                    .gap = 2 * stage.metrics.gutter};
    columns.width = std::floor((room.w - static_cast<float>(columns.count - 1) * columns.gap) /
                               static_cast<float>(columns.count));
    std::vector<Passage> passages;
    for (const FlowItem& item : items)
        passages.push_back({named(block_of(types, item, columns), item.name),
                            (item.is_heading ? kGapBeforeHeading : kGapBetween) * sheet.em(),
                            item.is_heading});
    return {stage, std::move(furniture), Passages{std::move(passages), columns}};
}

base::Result<Page> build_flow(const Stage& stage, const Address& address, Furniture furniture,
                              const std::vector<FlowItem>& items) {
    const FlowPages pages = flow(stage, address, std::move(furniture), items);
    if (address.page > pages.count())
        return base::fail(base::Errc::not_found, address.id() + ": no such page");
    return pages.page(address, address.page - 1, address.page, pages.count());
}

}  // namespace kiosk
