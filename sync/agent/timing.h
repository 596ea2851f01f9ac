#pragma once

#include <chrono>
#include <optional>
#include <random>

#include "base/date.h"

namespace agent {

// When a device asks. Pure but for the random numbers, which enter by parameter: ten thousand devices that
// get their power back together must not ask together.

using Random = std::mt19937_64;
using Delay = std::chrono::milliseconds;

/// After a start: 0.1 to 0.9 of the interval, every moment as likely as any other.
[[nodiscard]] Delay first_delay(std::chrono::seconds interval, Random& random);

/// Until the next poll: the interval, and one time in five up to a fifth more. Never aligned to a clock.
[[nodiscard]] Delay poll_delay(std::chrono::seconds interval, Random& random);

/// After that many failures in a row, at least one: between 30 s and a bound that doubles from 1 min to 1 h,
/// every moment as likely as any other. Not sooner than the server asked for.
[[nodiscard]] Delay backoff(int failures, std::optional<std::chrono::seconds> retry_after, Random& random);

/// Before a release is fetched: 0 to `spread`.
[[nodiscard]] Delay spread_delay(std::chrono::seconds spread, Random& random);

}  // namespace agent
