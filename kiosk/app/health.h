#pragma once

#include <functional>
#include <string>

#include "base/event_loop.h"
#include "base/files.h"
#include "base/log.h"
#include "catalog/device_state.h"
#include "kiosk/app/session.h"

namespace kiosk {

// What the display says of itself to the agent, which reports it: docs/formats/state.md and telemetry.md. It
// is about the machine alone: whatever is added here must be the same whether or not anybody stands before
// the screen. The first part is pure.

/// What is said at a full minute.
struct HealthFacts {
    bool is_drawn = false;                 // the picture is on the glass, and nothing that was due is late
    std::string shown;                     // a hash, or one of DisplayLadder's words
    std::string version;                   // of that release
    int left_out = 0;                      // pages of the round that cannot be built
    bool hall_open = true;                 // by the hours alone
    std::optional<bool> panel_obeys = {};  // nothing: it was never switched
};

/// As far as a session and the hash of its release say it (empty: the catalog in the program).
[[nodiscard]] HealthFacts facts_of(const Session& session, Session::Time now, const std::string& sha256);

/// The health when the display starts, at `now_s` of the machine's start called `boot`, after what was said
/// `before`. `endings` are systemd's words for how runs before this one ended, a line each.
[[nodiscard]] catalog::DisplayHealth health_at_start(catalog::DisplayHealth before, const std::string& boot,
                                                     std::int64_t now_s, std::string_view endings);
/// The health at a full minute. Minutes that nobody counted, because the display was dead or hung, were due.
[[nodiscard]] catalog::DisplayHealth health_at_minute(catalog::DisplayHealth before, const HealthFacts& facts,
                                                      std::int64_t now_s);

/// The same on disk. Not synced, since it is of this start of the machine alone; where it cannot be written
/// the display goes on without, and says so once. Not called inside a frame.
class Health {
public:
    /// The display starts. `folder`: where systemd wants what is of this start ($RUNTIME_DIRECTORY); empty:
    /// the file lies in `paths`. `files` must outlive this.
    Health(const catalog::StatePaths& paths, const std::filesystem::path& folder, base::Files& files,
           std::string program, base::Log log);

    /// It comes up so.
    void begin(catalog::Rung rung, const std::string& shown, const std::string& version);
    void at_minute(const HealthFacts& facts);
    /// It ends in good order, or for a reason that is not its own.
    void end();
    [[nodiscard]] const catalog::DisplayHealth& state() const { return health_; }

private:
    void write();

    base::Files& files_;
    const base::Log log_;
    std::filesystem::path file_;
    catalog::DisplayHealth health_;
    bool has_complained_ = false;
};

/// Says it at full minutes, when the display is awake anyway.
class HealthWork : public base::EventLoop::Part {
public:
    /// `health` must outlive this. `next_minute`: when the display is awake next.
    HealthWork(Health& health, std::function<HealthFacts()> facts,
               std::function<base::EventLoop::Time()> next_minute)
        : health_(health),
          facts_(std::move(facts)),
          next_minute_(std::move(next_minute)),
          due_(next_minute_()) {}

    [[nodiscard]] base::EventLoop::Time next_due() override { return due_; }
    void act() override {
        health_.at_minute(facts_());
        due_ = next_minute_();
    }

private:
    Health& health_;
    const std::function<HealthFacts()> facts_;
    const std::function<base::EventLoop::Time()> next_minute_;
    base::EventLoop::Time due_;
};

}  // namespace kiosk
