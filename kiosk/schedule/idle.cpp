#include "kiosk/schedule/idle.h"

namespace kiosk {

IdleMoment idle_at(std::chrono::milliseconds idle, const IdleLimits& limits, bool paused) {
    using namespace std::chrono;
    const milliseconds ask = paused ? limits.while_paused : limits.before_asking;
    const milliseconds leave = ask + limits.before_leaving;
    if (idle < ask) return {Presence::here, 0, ask - idle};
    if (idle >= leave) return {Presence::gone, 0, milliseconds{0}};
    const auto left = leave - idle;
    const int seconds_left = static_cast<int>(ceil<seconds>(left).count());
    return {Presence::asked, seconds_left, left - seconds{seconds_left - 1}};
}

}  // namespace kiosk
