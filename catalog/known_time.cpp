#include "catalog/known_time.h"

#include <algorithm>

#include "base/build_date.h"

namespace catalog {

KnownTime::KnownTime() : least_(base::kBuiltAfter) {}

KnownTime& KnownTime::after(const std::optional<base::Instant>& moment) {
    if (moment) least_ = std::max(least_, *moment);
    return *this;
}

base::Instant KnownTime::effective(base::Instant wall) const { return std::max(wall, least_); }

Today KnownTime::today(base::Instant wall, base::TimeZone zone, bool given) const {
    return {zone.date_at(wall), given || trusts(wall)};
}

}  // namespace catalog
