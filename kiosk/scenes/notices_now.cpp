#include "kiosk/scenes/notices_now.h"

#include <algorithm>

namespace kiosk {

std::vector<catalog::Notice> notices_now(const Stage& stage) {
    auto all = stage.store.notices();
    if (!all) return {};
    std::erase_if(*all, [&](const auto& n) { return stage.now < n.starts_at || stage.now >= n.ends_at; });
    std::stable_sort(all->begin(), all->end(),
                     [](const auto& a, const auto& b) { return a.severity > b.severity; });
    return *all;
}

}  // namespace kiosk
