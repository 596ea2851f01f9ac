#include "kiosk/scenes/neighbours.h"

#include "kiosk/scenes/listing.h"

namespace kiosk {
namespace {

std::vector<catalog::TargetId> list_of(const Stage& stage, const Address& address) {
    if (address.filter != Filter{}) return targets_of(stage, address.filter);
    const auto* entry = stage.standing.find(catalog::TargetId{address.key});
    if (entry == nullptr) return {};
    Filter filter;
    entry->key.topic ? filter.topic = *entry->key.topic : filter.topic = {};
    if (!entry->key.topic) filter.section = entry->key.section;
    return targets_of(stage, filter);
}

}  // namespace

Neighbours neighbours_of(const Stage& stage, const Address& address) {
    if (address.scene != SceneKind::target) return {};
    const auto list = list_of(stage, address);
    Neighbours result{.before = {}, .after = {}, .position = 0, .count = static_cast<int>(list.size())};
    const auto address_of = [&](const catalog::TargetId& id) {
        return Address{.scene = SceneKind::target, .key = id.text, .page = 1, .filter = address.filter};
    };
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].text != address.key) continue;
        result.position = static_cast<int>(i) + 1;
        if (i > 0) result.before = address_of(list[i - 1]);
        if (i + 1 < list.size()) result.after = address_of(list[i + 1]);
    }
    return result;
}

}  // namespace kiosk
