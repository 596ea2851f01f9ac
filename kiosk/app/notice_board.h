#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/library.h"
#include "kiosk/scenes/address.h"

namespace kiosk {

/// The notices of a release that are for this screen, and which emergency has the screen now. Several, and
/// the pages of one, take turns. `Time` is session time, as in Session; `now` is the earliest moment that it
/// can be.
class NoticeBoard {
public:
    using Time = std::chrono::milliseconds;

    /// Reads the notices. Those that cannot be read are none: everything else of a release is still worth
    /// showing.
    NoticeBoard(const OpenCatalog& catalog, const std::string& area);

    /// Goes over to the emergency, or the page of it, that has the screen now. `page_count`: of the page on
    /// the screen, if that is an emergency's, else 0.
    void advance(base::Instant now, bool clock_trusted, Time time, Time dwell, int page_count);
    /// The page of the emergency that has the screen since the last `advance` or `turn_to`, or nothing.
    [[nodiscard]] std::optional<Address> emergency() const;
    /// Somebody asked for that page of an emergency.
    void turn_to(const Address& address, Time time) { turn_ = Turn{address.key, address.page, time}; }
    /// Somebody touched: the page stays for one dwell from `time` on.
    void hold(Time time) {
        if (turn_) turn_->since = time;
    }
    /// How many beginnings and ends have passed: it grows when a notice comes or goes.
    [[nodiscard]] int changes(base::Instant now) const;
    /// The session time of the next turn, beginning or end; `started_at` is the wall time at session time
    /// zero.
    [[nodiscard]] std::optional<Time> next_due(base::Instant now, base::Instant started_at, Time dwell) const;

private:
    struct Turn {
        std::string id;
        int page = 1;
        Time since{0};
    };
    std::vector<catalog::Notice> notices_;  // in the order of showing
    std::optional<Turn> turn_;
    int seen_changes_ = -1;
};

}  // namespace kiosk
