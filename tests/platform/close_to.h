#pragma once

#include <algorithm>
#include <cstdlib>

#include "kiosk/platform/pixels.h"

/// How far two pictures of one size are from each other.
struct Distance {
    double mean = 0;       // absolute difference of a channel
    double far_share = 1;  // of the pixels, those where a channel differs by more than 48

    /// What two renderers of the same list may differ by: rounding everywhere, and here and there a pixel
    /// whose centre lies on an edge.
    [[nodiscard]] bool is_small() const { return mean <= 0.5 && far_share <= 0.005; }
};

[[nodiscard]] inline Distance distance(const kiosk::Picture& a, const kiosk::Picture& b) {
    if (a.pixels.size() != b.pixels.size() || a.pixels.empty()) return {255, 1};
    double sum = 0, far = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        int most = 0;
        for (const int shift : {0, 8, 16}) {
            const int apart = std::abs(static_cast<int>(a.pixels[i] >> shift & 0xff) -
                                       static_cast<int>(b.pixels[i] >> shift & 0xff));
            sum += apart;
            most = std::max(most, apart);
        }
        if (most > 48) ++far;
    }
    const auto count = static_cast<double>(a.pixels.size());
    return {sum / count / 3, far / count};
}
