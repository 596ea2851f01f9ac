#include "kiosk/scenes/scenes.h"

#include "kiosk/scenes/about.h"
#include "kiosk/scenes/all.h"
#include "kiosk/scenes/ask.h"
#include "kiosk/scenes/commitments.h"
#include "kiosk/scenes/emergency.h"
#include "kiosk/scenes/filter.h"
#include "kiosk/scenes/more.h"
#include "kiosk/scenes/notice.h"
#include "kiosk/scenes/notices_now.h"
#include "kiosk/scenes/overview.h"
#include "kiosk/scenes/target.h"
#include "kiosk/scenes/topic.h"
#include "kiosk/scenes/topics.h"
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
        case SceneKind::filter:
            return build_filter(stage, address);
        case SceneKind::notice:
            return build_notice(stage, address);
        case SceneKind::about:
            return build_about(stage, address);
        case SceneKind::more:
            return build_more(stage, address);
        case SceneKind::ask:
            return build_ask(stage, address);
        case SceneKind::emergency:
            return build_emergency(stage, address);
    }
    return base::fail(base::Errc::not_found, address.id() + ": no such scene");
}

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
    list.push_back({.scene = SceneKind::all});
    for (const char* what : {"section", "state", "topic"})
        list.push_back({.scene = SceneKind::filter, .key = what});
    for (const SceneKind scene : {SceneKind::notice, SceneKind::about, SceneKind::more, SceneKind::ask})
        list.push_back({.scene = scene});
    for (const auto& notice : emergencies_now(stage))
        list.push_back({.scene = SceneKind::emergency, .key = notice.id});
    return list;
}

}  // namespace kiosk
