#include "kiosk/schedule/notice_times.h"

#include "catalog/areas.h"

namespace kiosk {

bool is_for(const catalog::Notice& notice, std::string_view area) {
    return catalog::is_for_area(notice.areas, area);
}

bool holds(const catalog::Notice& notice, base::Instant now, bool clock_trusted) {
    return now < notice.ends_at && (!clock_trusted || now >= notice.starts_at);
}

bool is_before(const catalog::Notice& a, const catalog::Notice& b) {
    return a.severity != b.severity ? a.severity > b.severity : a.starts_at > b.starts_at;
}

int changes_until(std::span<const catalog::Notice> notices, base::Instant now) {
    int count = 0;
    for (const auto& notice : notices)
        count += static_cast<int>(notice.starts_at <= now) + static_cast<int>(notice.ends_at <= now);
    return count;
}

std::optional<base::Instant> next_change(std::span<const catalog::Notice> notices, base::Instant now) {
    std::optional<base::Instant> next;
    for (const auto& notice : notices)
        for (const base::Instant change : {notice.starts_at, notice.ends_at})
            if (change > now && (!next || change < *next)) next = change;
    return next;
}

}  // namespace kiosk
