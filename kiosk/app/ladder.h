#pragma once

#include <cstdint>
#include <string>

#include "base/files.h"
#include "base/log.h"
#include "catalog/device_state.h"

namespace kiosk {

// What the display does about its own deaths. What dies three times within ten minutes while one release is
// on the glass is started with the one before it, then with the catalog in the program, then with a page that
// needs none; an hour later, or as soon as the machine is started anew, with the best again. The first part
// is pure, so that every case can be tested. The rules are those of docs/formats/state.md.

constexpr int kMostDeaths = 3;
constexpr std::int64_t kDeathsWithinS = 600;
/// How long something is avoided the first time [s]; twice as long each further time, a day at most.
constexpr std::int64_t kAvoidedForS = 3600, kAvoidedAtMostS = 86400;

/// The ladder when the display starts, at `now_s` of the machine's start called `boot`: whoever was on the
/// glass and did not end in good order has died. What another start of the machine says of times is
/// forgotten, and its end was a power cut.
[[nodiscard]] catalog::DisplayLadder after_start(catalog::DisplayLadder ladder, const std::string& boot,
                                                 std::int64_t now_s);
/// Whether it is not to be shown at the moment.
[[nodiscard]] bool avoids(const catalog::DisplayLadder& ladder, std::string_view shown, std::int64_t now_s);

/// The same on disk. Where it cannot be written the display goes on without, and says so once. Reads and
/// writes disks, so nothing here is called inside a frame.
class Ladder {
public:
    /// The display starts. `files` must outlive this.
    Ladder(catalog::StatePaths paths, base::Files& files, base::Log log);

    /// `shown`: a hash, or one of DisplayLadder's words.
    [[nodiscard]] bool avoids(std::string_view shown) const;
    /// How long something is avoided from now on [s]; 0 when it is not.
    [[nodiscard]] std::int64_t avoided_for_s(std::string_view shown) const;
    /// It is about to be put on the glass.
    void show(std::string_view shown);
    /// What the page without a catalog will say.
    void remember(const std::string& place, const std::string& hotline);
    /// Writes what it remembers where somebody has removed or damaged it.
    void keep();
    /// The display ends in good order, or for a reason that is not its own.
    void end();
    [[nodiscard]] const catalog::DisplayLadder& state() const { return ladder_; }

private:
    void write();
    void tell_deaths(const catalog::DisplayLadder& before) const;

    const catalog::StatePaths paths_;
    base::Files& files_;
    const base::Log log_;
    catalog::DisplayLadder ladder_;
    bool has_complained_ = false;
};

}  // namespace kiosk
