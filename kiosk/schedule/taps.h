#pragma once

#include <chrono>

namespace kiosk {

/// Two taps within this time are one to whoever makes them. Source: docs/decisions/0024-taps.md.
constexpr std::chrono::milliseconds kDoubleTap{500};

/// Whether a finger that came down at `down` means the page that has been on the glass since `shown`, and
/// not the one before: nobody finds a button and presses it that fast. Pure.
[[nodiscard]] constexpr bool is_meant(std::chrono::milliseconds down, std::chrono::milliseconds shown) {
    return down - shown >= kDoubleTap;
}

}  // namespace kiosk
