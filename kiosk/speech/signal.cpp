#include "kiosk/speech/signal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kiosk {
namespace {

constexpr double kHigh = 880, kLow = 660;      // [Hz]: old ears and small loudspeakers have them both
constexpr double kToneS = 0.55, kRestS = 0.3;  // [s]
constexpr double kEdgeS = 0.02;                // [s]: a tone that begins at once clicks
constexpr double kUsual = 0.4;                 // of the largest sample

void append_tone(std::vector<std::int16_t>& samples, double frequency, int rate, double loudness) {
    const auto count = static_cast<int>(kToneS * rate);
    for (int i = 0; i < count; ++i) {
        const double from_edge = std::min(i, count - i) / (kEdgeS * rate);
        const double wave = std::sin(2 * std::numbers::pi * frequency * i / rate);
        samples.push_back(static_cast<std::int16_t>(32767 * loudness * std::min(1.0, from_edge) * wave));
    }
}

}  // namespace

std::vector<std::int16_t> two_tones(int rate, int volume) {
    const double loudness = kUsual * std::clamp(volume, 0, 200) / 100;
    std::vector<std::int16_t> samples;
    append_tone(samples, kHigh, rate, loudness);
    append_tone(samples, kLow, rate, loudness);
    samples.insert(samples.end(), static_cast<std::size_t>(kRestS * rate), 0);
    return samples;
}

}  // namespace kiosk
