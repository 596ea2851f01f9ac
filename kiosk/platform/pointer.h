#pragma once

#include <cstdint>
#include <optional>
#include <utility>

namespace kiosk {

/// Which of several fingers and a mouse counts: the first that touches, until it is lifted. The others are as
/// if they were not there, so that a resting palm neither presses nor releases anything. One that rests for
/// long, or of whose lifting nothing was heard because the panel lost its cable, gives way to the next.
class Pointer {
public:
    /// Of the mouse, as if it were a finger.
    static constexpr std::int64_t kMouse = -1;
    /// X sends a mouse click after a touch to those who do not know touches; this long it is taken for one.
    static constexpr std::uint32_t kEchoMs = 400;

    /// So long a touch may keep others out.
    static constexpr std::uint32_t kLongestMs = 10'000;

    /// True when this press counts. `time_ms` counts up from any start.
    [[nodiscard]] bool press(std::int64_t finger, std::uint32_t time_ms) {
        const bool is_taken = held_ != kNobody && time_ms - held_since_ms_ < kLongestMs;
        if (is_taken || (finger == kMouse && is_echo(time_ms))) return false;
        held_ = finger;
        held_since_ms_ = time_ms;
        return true;
    }
    /// True when this release ends a press that counted.
    [[nodiscard]] bool release(std::int64_t finger, std::uint32_t time_ms) {
        if (finger != kMouse) last_finger_ms_ = time_ms;
        if (held_ != finger) return false;
        held_ = kNobody;
        return true;
    }
    /// The window lost its input, or the finger its panel. True when a press was held, which is to be
    /// forgotten.
    [[nodiscard]] bool drop() { return std::exchange(held_, kNobody) != kNobody; }

private:
    [[nodiscard]] bool is_echo(std::uint32_t time_ms) const {
        return last_finger_ms_ && time_ms - *last_finger_ms_ < kEchoMs;
    }

    static constexpr std::int64_t kNobody = -2;
    std::int64_t held_ = kNobody;
    std::uint32_t held_since_ms_ = 0;
    std::optional<std::uint32_t> last_finger_ms_;
};

}  // namespace kiosk
