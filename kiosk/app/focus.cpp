#include "kiosk/app/focus.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

/// REQUIRES: there is one.
const TouchArea& top_left(const std::vector<TouchArea>& areas) {
    return *std::min_element(areas.begin(), areas.end(), [](const TouchArea& a, const TouchArea& b) {
        return a.rect.y != b.rect.y ? a.rect.y < b.rect.y : a.rect.x < b.rect.x;
    });
}

}  // namespace

std::string next_focus(const std::vector<TouchArea>& areas, const std::string& from, Key key) {
    const TouchArea* current = nullptr;
    for (const TouchArea& area : areas)
        if (area.id == from) current = &area;
    if (areas.empty()) return "";
    if (current == nullptr) return key == Key::next ? areas.front().id : top_left(areas).id;
    const auto index = static_cast<std::size_t>(current - areas.data());
    if (key == Key::next) return areas[(index + 1) % areas.size()].id;
    const Point at = current->rect.center();
    const bool sideways = key == Key::left || key == Key::right;
    const float sign = key == Key::right || key == Key::down ? 1.0f : -1.0f;
    const TouchArea* best = current;
    float best_cost = 1e30f;
    for (const TouchArea& area : areas) {
        const Point to = area.rect.center();
        const float along = sign * (sideways ? to.x - at.x : to.y - at.y),
                    across = std::abs(sideways ? to.y - at.y : to.x - at.x);
        if (&area == current || along < 1 || (sideways && across > area.rect.h)) continue;
        const float cost = along + 2.5f * across;
        if (cost < best_cost) {
            best_cost = cost;
            best = &area;
        }
    }
    if (best != current) return best->id;
    // Past the end of a row: on in reading order, so that arrow keys reach everything.
    return areas[(index + (sign > 0 ? 1 : areas.size() - 1)) % areas.size()].id;
}

}  // namespace kiosk
