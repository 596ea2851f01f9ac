#include "kiosk/scenes/target.h"

#include <cmath>

#include "kiosk/scenes/details.h"
#include "kiosk/scenes/story.h"

namespace kiosk {
namespace {

/// Tries ever smaller text, down to the least that the viewing distance allows.
Sheet compose_first(const Stage& stage, const Story& story) {
    const float least = stage.metrics.min_em;
    for (float em = stage.metrics.em; stage.metrics.roomy; em = std::max(least, std::floor(em * 0.94f))) {
        if (auto sheet = compose_roomy(stage.with_em(em), story)) return *sheet;
        if (em <= least || em < 0.7f * stage.metrics.em) break;
    }
    for (float em = stage.metrics.em; em > least; em = std::max(least, std::floor(em * 0.94f)))
        if (auto sheet = compose_small(stage.with_em(em), story, 1.3f, false)) return *sheet;
    const Stage smallest = stage.with_em(least);
    for (const float line_height : {1.3f, 1.22f, 1.14f})
        if (auto sheet = compose_small(smallest, story, line_height, false)) return *sheet;
    return *compose_small(smallest, story, 1.05f, true);
}

/// A small panel shows the picture on a page of its own.
bool has_picture_page(const Stage& stage, const Story& story) {
    return !stage.metrics.roomy && !story.is_rotation() && !std::holds_alternative<std::monostate>(story.facts.picture);
}

Page build_picture_page(const Stage& stage, const Story& story) {
    Sheet sheet{stage, story.address};
    const Strings& s = stage.strings;
    sheet.footer({{"back", s("control.back"), Wish::back}, {"home", s("control.home"), Wish::home}}, 2, story.pages, story.address);
    place_picture(sheet, story, sheet.room());
    return sheet.take(2, story.pages);
}

}  // namespace

base::Result<Page> build_target(const Stage& stage, const Address& address) {
    auto facts = load_facts(stage, catalog::TargetId{address.key});
    if (!facts) return tl::unexpected(facts.error());
    auto document = stage.store.source(facts->target.source);
    if (!document) return base::fail(document.error(), "opening the source of " + address.key);
    std::optional<catalog::Source> publisher;
    if (facts->shown) {
        auto source = stage.store.source(facts->shown->source);
        if (!source) return base::fail(source.error(), "opening the publisher of " + address.key);
        publisher = std::move(*source);
    }
    Story story{*facts, *document, publisher, address};
    if (story.is_rotation()) return compose_first(stage, story).take(1, 1);
    auto items = details_of(stage, *facts, *document);
    const int before = has_picture_page(stage, story) ? 2 : 1;
    const FlowPages details = flow(stage, address, details_furniture(stage, *facts, address), items);
    story.pages = before + details.count();
    if (address.page > story.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    if (address.page == 1) return compose_first(stage, story).take(1, story.pages);
    if (address.page == 2 && before == 2) return build_picture_page(stage, story);
    return details.page(address, address.page - before - 1, address.page, story.pages);
}

}  // namespace kiosk
