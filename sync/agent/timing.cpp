#include "sync/agent/timing.h"

#include <algorithm>

namespace agent {
namespace {

using namespace std::chrono_literals;

constexpr Delay kLeastBackoff = 30s, kFirstBound = 1min, kLongestBackoff = 1h;
constexpr int kDoublings = 6;  // 1 min to more than 1 h

Delay between(Delay least, Delay most, Random& random) {
    return Delay{
        std::uniform_int_distribution<Delay::rep>(least.count(), std::max(least, most).count())(random)};
}

}  // namespace

Delay first_delay(std::chrono::seconds interval, Random& random) {
    return between(Delay{interval} / 10, Delay{interval} * 9 / 10, random);
}

Delay poll_delay(std::chrono::seconds interval, Random& random) {
    const bool is_later = std::uniform_int_distribution<int>(1, 5)(random) == 1;
    return Delay{interval} + (is_later ? between(0ms, Delay{interval} / 5, random) : 0ms);
}

Delay backoff(int failures, std::optional<std::chrono::seconds> retry_after, Random& random) {
    const Delay bound = kFirstBound * (1 << std::clamp(failures - 1, 0, kDoublings));
    const Delay delay = between(kLeastBackoff, std::min(bound, kLongestBackoff), random);
    return std::max(delay, Delay{retry_after.value_or(0s)});
}

Delay spread_delay(std::chrono::seconds spread, Random& random) {
    return between(0ms, Delay{spread}, random);
}

}  // namespace agent
