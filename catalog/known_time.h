#pragma once

#include <optional>

#include "base/date.h"
#include "base/time_zone.h"
#include "catalog/judge.h"

namespace catalog {

/// What time it is at least, whatever the clock says: this build has been made by then, and so has whatever a
/// signature tells of. The one rule by which a clock is believed.
class KnownTime {
public:
    /// From the build alone.
    KnownTime();
    /// And from another moment that has passed, if there is one.
    KnownTime& after(const std::optional<base::Instant>& moment);

    [[nodiscard]] base::Instant least() const { return least_; }
    /// A clock that is not behind what is known.
    [[nodiscard]] bool trusts(base::Instant wall) const { return wall >= least_; }
    /// What to take for now.
    [[nodiscard]] base::Instant effective(base::Instant wall) const;
    /// For judging, in that zone; `given`: the moment is no clock's, but somebody's word.
    [[nodiscard]] Today today(base::Instant wall, base::TimeZone zone, bool given = false) const;

private:
    base::Instant least_;
};

}  // namespace catalog
