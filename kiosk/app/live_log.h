#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace kiosk {

/// What a run of the loop was like, for `kiosk --bench`.
struct LiveLog {
    std::chrono::milliseconds length;  // the loop ends after that
    // From noticing a change until it was handed to the window: the same page, another page (up to the first
    // frame of its fade), and each frame of a fade.
    std::vector<double> repaints_ms, turns_ms, fades_ms;
    std::optional<std::chrono::steady_clock::time_point> first_frame;
    std::uint64_t frames = 0, wake_ups = 0;
    std::uint64_t dropped = 0;  // see Renderer::dropped
};

/// Does `work`; with a log, which may be null, how long it took goes into one of its lists.
template <class Work>
void timed(LiveLog* log, std::vector<double> LiveLog::*list, Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    if (log != nullptr)
        (log->*list)
            .push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
}

}  // namespace kiosk
