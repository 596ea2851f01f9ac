#pragma once

#include <chrono>
#include <deque>

namespace kiosk {

constexpr int kCornerTouches = 5;
constexpr std::chrono::milliseconds kCornerTouchesWithin{5000};

/// Counts touches in one corner of the glass, by which whoever looks after the screen comes in. No visitor
/// does that by chance. Pure.
class CornerTouches {
public:
    /// A finger came down at `now`, in the corner or elsewhere. True for the touch that makes up the number
    /// within the time; then, and after a touch elsewhere, it begins anew.
    [[nodiscard]] bool touch(bool is_in_corner, std::chrono::milliseconds now) {
        if (!is_in_corner) times_.clear();
        if (!is_in_corner) return false;
        times_.push_back(now);
        if (times_.size() > kCornerTouches) times_.pop_front();
        const bool are_enough =
            times_.size() == kCornerTouches && now - times_.front() <= kCornerTouchesWithin;
        if (are_enough) times_.clear();
        return are_enough;
    }

private:
    std::deque<std::chrono::milliseconds> times_;
};

}  // namespace kiosk
