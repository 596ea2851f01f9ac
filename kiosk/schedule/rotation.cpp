#include "kiosk/schedule/rotation.h"

#include <cassert>
#include <set>

namespace kiosk {

std::vector<Slide> rotation_order(const catalog::Standing& standing,
                                  const std::vector<catalog::Topic>& topics, bool has_news) {
    std::vector<Slide> slides{Slide{}};
    if (has_news) slides.push_back({.target = {}, .is_news = true});
    std::set<catalog::TargetId> seen;
    for (const catalog::Topic& topic : topics)
        for (const auto* entry : standing.of_topic(topic.id))
            if (!entry->key.same_as && seen.insert(entry->key.id).second)
                slides.push_back({.target = entry->key.id});
    return slides;
}

Rotation::Rotation(std::vector<Slide> slides, std::chrono::milliseconds dwell)
    : slides_(std::move(slides)), dwell_(dwell) {
    assert(dwell.count() > 0);
}

Rotation::Moment Rotation::at(std::chrono::milliseconds elapsed) const {
    if (slides_.empty()) return {};
    const auto turns = elapsed / dwell_;
    const auto within = elapsed % dwell_;
    const auto index = static_cast<std::size_t>(turns) % slides_.size();
    const auto step = within * kSteps / dwell_;
    const auto next_step = (dwell_ * (step + 1) + std::chrono::milliseconds{kSteps - 1}) /
                           kSteps;  // rounded up: then `step` has grown
    return {index, &slides_[index], next_step - within, static_cast<int>(step)};
}

}  // namespace kiosk
