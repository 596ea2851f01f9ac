#include "base/heartbeat.h"

#include <algorithm>

namespace base {

Heartbeat::Heartbeat(const Notify& notify, Work work)
    : notify_(notify), work_(std::move(work)), last_(BootClock::now()) {
    rest();
}

/// Half of what is counted, as sd_watchdog_enabled(3) advises.
BootClock::duration Heartbeat::pause() const {
    return std::chrono::duration_cast<BootClock::duration>(*notify_.watchdog()) / 2;
}

void Heartbeat::rest() {
    if (!notify_.watchdog()) return;
    const Time now = BootClock::now();
    due_ = now + pause();
    if (!work_.awake_at) return;
    if (const Time awake = work_.awake_at(); awake > now) due_ = std::min(due_, awake);
}

void Heartbeat::act() {
    if ((!work_.is_done || work_.is_done()) && notify_.alive()) last_ = BootClock::now();
    rest();
}

void Heartbeat::beat_at_work() {
    if (!notify_.watchdog() || BootClock::now() - last_ < pause() / 2) return;
    if (notify_.alive()) last_ = BootClock::now();
}

}  // namespace base
