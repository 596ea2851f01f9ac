#include "kiosk/scenes/notices_now.h"

#include <algorithm>

#include "kiosk/schedule/notice_times.h"

namespace kiosk {

std::vector<catalog::Notice> notices_now(const Stage& stage) {
    auto all = stage.store.notices();
    if (!all) return {};
    std::erase_if(*all, [&](const auto& n) {
        return !is_for(n, stage.area) || !holds(n, stage.now, stage.standing.today().clock_trusted);
    });
    std::stable_sort(all->begin(), all->end(), is_before);
    return *all;
}

std::vector<catalog::Notice> emergencies_now(const Stage& stage) {
    auto list = notices_now(stage);
    std::erase_if(list, [](const auto& n) { return n.severity != catalog::Severity::emergency; });
    return list;
}

}  // namespace kiosk
