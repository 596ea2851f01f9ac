#pragma once

#include <chrono>

namespace kiosk {

/// How long a visitor may do nothing. Source: docs/decisions/0006-idle-and-pause.md.
struct IdleLimits {
    std::chrono::seconds before_asking{60};
    std::chrono::seconds before_leaving{20};  // after the question
    std::chrono::seconds while_paused{600};   // before asking a visitor who paused
};

enum class Presence { here, asked, gone };

struct IdleMoment {
    Presence presence = Presence::here;
    int seconds_left = 0;                      // of the question, rounded up
    std::chrono::milliseconds next_change{0};  // from now
};

/// What to assume of a visitor who last touched `idle` ago. Pure.
[[nodiscard]] IdleMoment idle_at(std::chrono::milliseconds idle, const IdleLimits& limits, bool paused);

}  // namespace kiosk
