#pragma once

#include "catalog/device_state.h"

/// How often a PIN may be tried. Pure. Times are seconds since the machine was started: its clock may be
/// wrong, or set by somebody.
namespace kiosk {

constexpr int kMostAttempts = 5;
constexpr std::int64_t kAttemptsWithinS = 3600;

/// What of the attempts counts at `now_s` of the start `boot`. Of those before another start of the machine
/// nobody knows how long ago they were: they count as if made when it was started, so that pulling the plug
/// wins nothing.
[[nodiscard]] catalog::AdminAttempts counted(catalog::AdminAttempts attempts, const std::string& boot,
                                             std::int64_t now_s);

/// How many more there may be now. REQUIRES: `attempts` are counted.
[[nodiscard]] int attempts_left(const catalog::AdminAttempts& attempts);

/// How long until there may be another; 0: none has to be waited for. REQUIRES: likewise, at `now_s`.
[[nodiscard]] std::int64_t wait_s(const catalog::AdminAttempts& attempts, std::int64_t now_s);

}  // namespace kiosk
