#include "kiosk/scenes/target.h"

#include <cmath>

#include "kiosk/scenes/details.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/story.h"

namespace kiosk {
namespace {

struct FirstPage {
    Sheet sheet;
    bool has_picture = true;
};

std::optional<FirstPage> compose_between(const Stage& stage, const Story& story, float largest, float least,
                                         RoomyParts parts) {
    for (float em = largest; em >= least; em = std::floor(em * 0.95f))
        if (auto sheet = compose_roomy(stage.with_em(em), story, parts))
            return FirstPage{std::move(*sheet), parts.picture};
    return std::nullopt;
}

/// First a little smaller, then with less on it, and only then down to the least that the viewing distance
/// allows.
std::optional<FirstPage> compose_with_room(const Stage& stage, const Story& story) {
    const float em = stage.metrics.em, least = stage.metrics.min_em,
                gentle = std::max(least, std::floor(0.93f * em));
    for (const RoomyParts parts :
         {RoomyParts{true, true}, RoomyParts{true, false}, RoomyParts{false, true}, RoomyParts{false, false}})
        if (auto page = compose_between(stage, story, em, stage.profile.large_type ? gentle : least, parts))
            return page;
    return compose_between(stage, story, gentle, least, {false, false});
}

/// Smaller, then closer, and only then without what the next page has too.
FirstPage compose_small_first(const Stage& stage, const Story& story) {
    using Caveat = SmallParts::Caveat;
    const float least = stage.metrics.min_em;
    for (float em = stage.metrics.em; em > least; em = std::max(least, std::floor(em * 0.94f)))
        if (auto sheet = compose_small(stage.with_em(em), story, {}, false))
            return {std::move(*sheet), false};
    const Stage smallest = stage.with_em(least);
    // A page of the rotation has no next page to point to.
    const Caveat shorter = story.is_rotation() ? Caveat::left_out : Caveat::pointed_to;
    for (const auto& [caveat, period] : {std::pair{Caveat::whole, true},
                                         {shorter, true},
                                         {Caveat::left_out, true},
                                         {Caveat::left_out, false}})
        for (const float line_height : {1.3f, 1.22f, 1.14f})
            if (auto sheet = compose_small(smallest, story, {line_height, caveat, period}, false))
                return {std::move(*sheet), false};
    return {std::move(*compose_small(smallest, story, {1.05f, Caveat::left_out, false}, true)), false};
}

FirstPage compose_first(const Stage& stage, const Story& story) {
    if (stage.metrics.roomy)
        if (auto page = compose_with_room(stage, story)) return std::move(*page);
    return compose_small_first(stage, story);
}

Page build_picture_page(const Stage& stage, const Story& story) {
    Sheet sheet{stage, story.address};
    const words::Strings& s = stage.strings;
    if (stage.metrics.roomy) sheet.header("list", s.pick(story.facts.target.name), "", "");
    draw_foot(sheet, story.address, story.pages);
    place_picture(sheet, story, sheet.room());
    return sheet.take(2, story.pages);
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
    Story story{*facts, *document, publisher, address};
    if (story.is_rotation()) return compose_first(stage, story).sheet.take(1, 1);
    const bool has_picture = !std::holds_alternative<std::monostate>(facts->picture);
    story.pages = 9;  // not known yet: any number of one digit takes the same room
    const bool picture_page = has_picture && !compose_first(stage, story).has_picture;
    const int before = picture_page ? 2 : 1;
    const auto items = details_of(stage, *facts, *document, picture_page);
    if (!items) return base::fail(items.error());
    const FlowPages details = flow(stage, address, details_furniture(stage, *facts, address), *items);
    story.pages = before + details.count();
    if (address.page > story.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    if (address.page == 1) return compose_first(stage, story).sheet.take(1, story.pages);
    if (address.page == 2 && picture_page) return build_picture_page(stage, story);
    return details.page(address, address.page - before - 1, address.page, story.pages);
}

}  // namespace kiosk
