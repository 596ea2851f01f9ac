#pragma once

namespace kiosk {

/// Reading aloud as one visitor has it.
struct Aloud {
    static constexpr int kSteps = 5, kUsualStep = 3;
    bool is_on = false;
    int volume = kUsualStep, speed = kUsualStep;  // 1 to kSteps
    friend bool operator==(const Aloud&, const Aloud&) = default;
};

}  // namespace kiosk
