#include "kiosk/scenes/notices_now.h"

#include <algorithm>

#include "kiosk/schedule/notice_times.h"
#include "words/format.h"

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

std::string validity_text(const catalog::Notice& notice, const Stage& stage) {
    const words::Strings& strings = stage.strings;
    const base::TimeZone zone = stage.store.release().zone;
    std::string to = words::moment_text(notice.ends_at, zone, strings);
    if (notice.starts_at == base::Instant{}) return strings("notice.ends", {{"to", to}});
    if (zone.date_at(notice.starts_at) == zone.date_at(notice.ends_at))
        to = to.substr(to.size() + 1 - sizeof "22:00");
    return strings("notice.holds",
                   {{"from", words::moment_text(notice.starts_at, zone, strings)}, {"to", to}});
}

}  // namespace kiosk
