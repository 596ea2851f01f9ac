#include "kiosk/scenes/scenes.h"

#include "kiosk/scenes/about.h"
#include "kiosk/scenes/admin_pages.h"
#include "kiosk/scenes/all.h"
#include "kiosk/scenes/ask.h"
#include "kiosk/scenes/closed.h"
#include "kiosk/scenes/commitments.h"
#include "kiosk/scenes/emergency.h"
#include "kiosk/scenes/find.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/news.h"
#include "kiosk/scenes/notice.h"
#include "kiosk/scenes/notices_now.h"
#include "kiosk/scenes/overview.h"
#include "kiosk/scenes/settings.h"
#include "kiosk/scenes/target.h"
#include "kiosk/scenes/topic.h"
#include "kiosk/scenes/topics.h"
#include "kiosk/scenes/word_pages.h"
#include "kiosk/schedule/rotation.h"

namespace kiosk {

base::Result<Page> build_page(const Stage& stage, const Address& address) {
    switch (address.scene) {
        case SceneKind::overview:
            return build_overview(stage, address);
        case SceneKind::topics:
            return build_topics(stage, address);
        case SceneKind::topic:
            return build_topic(stage, address);
        case SceneKind::target:
        case SceneKind::rotation:
            return build_target(stage, address);
        case SceneKind::commitments:
            return build_commitments(stage, address);
        case SceneKind::all:
            return build_all(stage, address);
        case SceneKind::find:
            return build_find(stage, address);
        case SceneKind::news:
            return build_news(stage, address);
        case SceneKind::notice:
            return build_notice(stage, address);
        case SceneKind::about:
            return build_about(stage, address);
        case SceneKind::settings:
            return build_settings(stage, address);
        case SceneKind::ask:
            return build_ask(stage, address);
        case SceneKind::emergency:
            return build_emergency(stage, address);
        case SceneKind::closed:
            return build_closed(stage, address);
        case SceneKind::admin:
            if (stage.admin != nullptr) return stage.admin->build(stage, address);
            break;
    }
    return base::fail(base::Errc::not_found, address.id() + ": no such scene");
}

namespace {

void add_lists(std::vector<Address>& list, const Stage& stage) {
    list.push_back({.scene = SceneKind::all});
    if (const auto sections = stage.store.sections())
        for (const auto& section : *sections)
            if (!stage.standing.of_section(section.id).empty())
                list.push_back({.scene = SceneKind::all, .key = "section/" + section.id.text});
}

void add_ways_to_find(std::vector<Address>& list, const Stage& stage) {
    list.push_back({.scene = SceneKind::find});
    const auto& entries = stage.standing.entries();
    list.push_back({.scene = SceneKind::find, .key = "number"});
    if (!entries.empty())
        list.push_back(
            {.scene = SceneKind::find, .key = "number/" + std::to_string(entries.back().key.number)});
    list.push_back({.scene = SceneKind::find, .key = "az"});
    const auto lookup = lookup_of(stage);
    if (!lookup) return;
    for (Address& address : addresses_of_initials(stage, *lookup)) list.push_back(std::move(address));
    for (const words::Lookup::Word& word : lookup->words())
        if (word.targets.size() > 1) list.push_back(address_of_word(word.text, word.targets));
}

}  // namespace

std::vector<Address> every_scene(const Stage& stage) {
    std::vector<Address> list{{.scene = SceneKind::overview}};
    for (const Slide& slide : rotation_order(stage.standing, stage.topics))
        if (slide.target) list.push_back({.scene = SceneKind::rotation, .key = slide.target->text});
    list.push_back({.scene = SceneKind::topics});
    for (const auto& topic : stage.topics) {
        list.push_back({.scene = SceneKind::topic, .key = topic.id.text});
        const auto commitments = stage.store.commitment_count(topic.id);
        if (commitments && *commitments > 0)
            list.push_back({.scene = SceneKind::commitments, .key = topic.id.text});
    }
    for (const auto& entry : stage.standing.entries())
        list.push_back({.scene = SceneKind::target, .key = entry.key.id.text});
    if (has_recent_news(stage.store, stage.standing))
        list.push_back({.scene = SceneKind::news, .key = "round"});
    list.push_back({.scene = SceneKind::news});
    add_lists(list, stage);
    add_ways_to_find(list, stage);
    for (const char* key : {"", "symbols", "rules", "sources", "release"})
        list.push_back({.scene = SceneKind::about, .key = key});
    const auto terms = stage.store.terms();
    if (terms && !terms->empty()) list.push_back({.scene = SceneKind::about, .key = "terms"});
    for (const SceneKind scene : {SceneKind::notice, SceneKind::settings, SceneKind::ask, SceneKind::closed})
        list.push_back({.scene = scene});
    for (const auto& notice : emergencies_now(stage))
        list.push_back({.scene = SceneKind::emergency, .key = notice.id});
    if (stage.admin != nullptr)
        for (const Address& address : stage.admin->scenes()) list.push_back(address);
    return list;
}

}  // namespace kiosk
