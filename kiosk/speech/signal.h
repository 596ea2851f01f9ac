#pragma once

#include <cstdint>
#include <vector>

namespace kiosk {

/// Two tones, the second lower, that say that something urgent follows: about a second and a half, silence at
/// its end included. `rate` in samples a second; `volume` in percent of what is usual, 0 to 200.
[[nodiscard]] std::vector<std::int16_t> two_tones(int rate, int volume);

}  // namespace kiosk
