#include "kiosk/app/notice_board.h"

#include <algorithm>

#include "kiosk/schedule/notice_times.h"

namespace kiosk {

NoticeBoard::NoticeBoard(const OpenCatalog& catalog, const std::string& area)
    : notices_(catalog.store.notices().value_or(std::vector<catalog::Notice>{})) {
    std::erase_if(notices_, [&](const auto& notice) { return !is_for(notice, area); });
    std::stable_sort(notices_.begin(), notices_.end(), is_before);
}

std::optional<Address> NoticeBoard::emergency() const {
    if (!turn_) return std::nullopt;
    return Address{.scene = SceneKind::emergency, .key = turn_->id, .page = turn_->page};
}

void NoticeBoard::advance(base::Instant now, bool clock_trusted, Time time, Time dwell, int page_count) {
    std::vector<const catalog::Notice*> holding;
    for (const auto& notice : notices_)
        if (notice.severity == catalog::Severity::emergency && holds(notice, now, clock_trusted))
            holding.push_back(&notice);
    if (std::exchange(seen_changes_, changes(now)) != changes(now)) turn_.reset();  // a new one comes first
    auto here = holding.end();
    if (turn_)
        here = std::find_if(holding.begin(), holding.end(), [&](auto* n) { return n->id == turn_->id; });
    if (holding.empty()) {
        turn_.reset();
        return;
    }
    if (here == holding.end()) {
        turn_ = Turn{holding.front()->id, 1, time};
    } else if (time - turn_->since >= dwell) {
        const auto next = here + 1 == holding.end() ? holding.begin() : here + 1;
        const bool has_more = turn_->page < page_count;
        turn_ = has_more ? Turn{turn_->id, turn_->page + 1, time} : Turn{(*next)->id, 1, time};
    }
}

int NoticeBoard::changes(base::Instant now) const { return changes_until(notices_, now); }

std::optional<NoticeBoard::Time> NoticeBoard::next_due(base::Instant now, base::Instant started_at,
                                                       Time dwell) const {
    std::optional<Time> due;
    if (turn_) due = turn_->since + dwell;
    if (const auto change = next_change(notices_, now))
        due = std::min(due.value_or(Time::max()), Time{*change - started_at});
    return due;
}

}  // namespace kiosk
