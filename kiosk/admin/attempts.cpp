#include "kiosk/admin/attempts.h"

#include <algorithm>

namespace kiosk {

catalog::AdminAttempts counted(catalog::AdminAttempts attempts, const std::string& boot, std::int64_t now_s) {
    if (attempts.boot != boot) {
        attempts.boot = boot;
        std::fill(attempts.at_s.begin(), attempts.at_s.end(), std::int64_t{0});
    }
    std::erase_if(attempts.at_s, [&](std::int64_t at) { return now_s - at >= kAttemptsWithinS; });
    return attempts;
}

int attempts_left(const catalog::AdminAttempts& attempts) {
    return std::max(0, kMostAttempts - static_cast<int>(attempts.at_s.size()));
}

std::int64_t wait_s(const catalog::AdminAttempts& attempts, std::int64_t now_s) {
    if (attempts_left(attempts) > 0) return 0;
    auto times = attempts.at_s;
    std::sort(times.begin(), times.end());
    const std::int64_t freed = times[times.size() - static_cast<std::size_t>(kMostAttempts)];
    return std::clamp<std::int64_t>(freed + kAttemptsWithinS - now_s, 1, kAttemptsWithinS);
}

}  // namespace kiosk
