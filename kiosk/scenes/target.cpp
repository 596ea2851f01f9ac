#include "kiosk/scenes/target.h"

#include <cmath>

#include "kiosk/scenes/details.h"
#include "kiosk/scenes/explained.h"
#include "kiosk/scenes/first_page.h"
#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/placing.h"

namespace kiosk {
namespace {

constexpr float kLowFoot = 0.4f;  // of the margin, that a page without controls may have more

/// What a page of several has for its facts.
Rect room_of_pages(const Stage& stage, const Address& address) {
    Sheet sheet{stage, address};
    draw_foot(sheet, address, address.page);  // as high as with any other number of pages
    return sheet.room();
}

Page rotation_page(const Story& story, const Address& address) {
    Sheet sheet{story.stage, address};
    Rect room = sheet.room();
    room.h += std::round(kLowFoot * story.stage.metrics.margin);
    (void)place_block(sheet, *first_page(story, room).block, room);
    return sheet.take(1, 1);
}

base::Result<Page> browsing_page(const Story& story, const Address& address) {
    const FirstPage first = first_page(story, room_of_pages(story.stage, address));
    auto items = details_of(story, first);
    if (!items) return base::fail(items.error());
    const FlowPages details =
        flow(story.stage, address, details_furniture(story.stage, story.facts, address), *items);
    const int count = 1 + details.count();
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    if (address.page > 1) return details.page(address, address.page - 2, address.page, count);
    Sheet sheet{story.stage, address};
    draw_foot(sheet, address, count);
    const auto spots = place_block(sheet, *first.block, sheet.room());
    touch_explained(sheet, story, spots, address, details);
    return sheet.take(1, count);
}

}  // namespace

base::Result<Page> build_target(const Stage& stage, const Address& address) {
    auto facts = load_facts(stage, catalog::TargetId{address.key});
    if (!facts) return base::fail(facts.error());
    auto document = stage.store.source(facts->target.source);
    if (!document) return base::fail(document.error(), "opening the source of " + address.key);
    std::optional<catalog::Source> publisher;
    if (facts->shown) {
        auto source = stage.store.source(facts->shown->source);
        if (!source) return base::fail(source.error(), "opening the publisher of " + address.key);
        publisher = std::move(*source);
    }
    Story story{stage, *facts, *document, publisher, address.scene == SceneKind::rotation};
    if (story.is_rotation) return rotation_page(story, address);
    const auto terms = stage.store.terms();
    if (!terms) return base::fail(terms.error(), "opening the terms");
    story.terms = *terms;
    return browsing_page(story, address);
}

}  // namespace kiosk
