#include "kiosk/app/visit.h"

#include <algorithm>

namespace kiosk {
namespace {

constexpr std::size_t kLongestHistory = 64;

}  // namespace

void Visit::go(const Address& to) {
    if (to == place) return;
    history.push_back(place);
    if (history.size() > kLongestHistory) history.erase(history.begin());
    place = to;
}

void Visit::go_back() {
    place = history.empty() ? Address{.scene = SceneKind::topics} : history.back();
    if (!history.empty()) history.pop_back();
}

void Visit::take(const Request& request, const std::vector<const words::Language*>& offered) {
    if (const auto* to = std::get_if<Go>(&request)) return go(to->to);
    if (const auto* turn = std::get_if<Turn>(&request)) {
        place = turn->to;
        return;
    }
    switch (std::get<Wish>(request)) {
        case Wish::back:
            return go_back();
        case Wish::home:
            place = {.scene = SceneKind::topics};
            history.clear();
            return;
        case Wish::switch_language:
            if (const auto* next = words::next_language(*language, offered)) language = next;
            return;
        case Wish::toggle_large_type:
            if (!profile.large_type)
                profile.large_type = true;
            else if (!profile.larger_type)
                profile.larger_type = true;
            else
                profile.large_type = profile.larger_type = false;
            return;
        case Wish::large_type:
            profile.large_type = true;
            profile.larger_type = false;
            return;
        case Wish::larger_type:
            profile.large_type = profile.larger_type = true;
            return;
        case Wish::usual_type:
            profile.large_type = profile.larger_type = false;
            return;
        case Wish::toggle_high_contrast:
            profile.high_contrast = !profile.high_contrast;
            return;
        case Wish::toggle_low_reach:
            profile.low_reach = !profile.low_reach;
            return;
        case Wish::toggle_pause:
            paused = !paused;
            return;
        case Wish::read_aloud:
            aloud.is_on = !aloud.is_on;
            return;
        case Wish::louder:
            aloud.volume = std::min(aloud.volume + 1, Aloud::kSteps);
            return;
        case Wish::quieter:
            aloud.volume = std::max(aloud.volume - 1, 1);
            return;
        case Wish::next_volume:
            aloud.volume = aloud.volume % Aloud::kSteps + 1;
            return;
        case Wish::next_speed:
            aloud.speed = aloud.speed % Aloud::kSteps + 1;
            return;
        case Wish::stay:
            return;
    }
}

}  // namespace kiosk
