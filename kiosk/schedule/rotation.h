#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "catalog/standing.h"

namespace kiosk {

/// One page of the unattended round: the overview, the news, or a target.
struct Slide {
    std::optional<catalog::TargetId> target = {};  // nothing: the overview
    bool is_news = false;                          // what was published last
    friend bool operator==(const Slide&, const Slide&) = default;
};

/// The overview, then the targets of every topic in display order, then those of the section that a topic
/// lists as well. No target twice, and of a promise that is written twice only the first. `has_news`: the
/// news come after the overview.
[[nodiscard]] std::vector<Slide> rotation_order(const catalog::Standing& standing,
                                                const std::vector<catalog::Topic>& topics,
                                                bool has_news = false);

/// Which slide shows at a given moment. Pure: no clock, no drawing.
class Rotation {
public:
    /// REQUIRES: `dwell` is positive.
    Rotation(std::vector<Slide> slides, std::chrono::milliseconds dwell);

    struct Moment {
        std::size_t index = 0;
        const Slide* slide = nullptr;              // nullptr when there are none
        std::chrono::milliseconds next_change{0};  // from now
        int step = 0;                              // of kSteps, how much of the dwell has passed
    };
    /// The dwell is shown in this many steps, so that a still page is redrawn seldom.
    static constexpr int kSteps = 5;

    /// For `elapsed` time since the rotation began; wraps after the last slide. The pointer lives as long as
    /// this.
    [[nodiscard]] Moment at(std::chrono::milliseconds elapsed) const;
    [[nodiscard]] std::size_t size() const { return slides_.size(); }

private:
    std::vector<Slide> slides_;
    std::chrono::milliseconds dwell_;
};

}  // namespace kiosk
