#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/agent/config.h"
#include "sync/agent/device.h"
#include "sync/agent/image.h"
#include "sync/agent/plan.h"
#include "sync/agent/repository.h"
#include "sync/agent/reserve.h"
#include "sync/agent/timing.h"
#include "sync/transport/source.h"

namespace agent {

/// What came of one pass.
struct Outcome {
    enum class Kind {
        no_release,   // the origin has none yet
        nothing_new,  // the offered release is current
        waiting,      // there is a new one, fetched after `wait`
        held_back,    // there is a new one, which is not for this screen: `reason`
        switched,     // there is a new one, current from now on
    };
    /// How the bytes of a release came.
    enum class Route { none, here, delta, whole };
    Kind kind = Kind::nothing_new;
    Route route = Route::none;
    std::string version;                // of the offered release
    std::string reason;                 // of held_back; of switched: why the delta was not taken, if so
    std::chrono::milliseconds wait{0};  // of waiting
    std::uint64_t metadata_bytes = 0, release_bytes = 0;  // received in this pass, without headers
};

/// How a pass is made.
struct Manner {
    bool whole = false;   // the whole workflow of TUF, even where the origin has nothing new
    bool spread = false;  // wait as long as the publisher asks before a release is fetched
};

/// Keeps one state folder as its origin says. A pass is a pipeline of steps that may each be run again: after
/// a power cut at any moment the next pass finds what is on the disk and goes on.
class Agent {
public:
    /// All must outlive this.
    Agent(base::Files& files, const Config& config, Random& random);

    /// Checks what is on the disk. Errors: as Device::open.
    [[nodiscard]] base::Status open() { return device_.open(); }

    /// One pass: ask, plan, fetch, verify, stage, switch. `wall` is what the clock says. Whatever fails, the
    /// current release stays. Errors: as Repository::update, and io.
    [[nodiscard]] base::Result<Outcome> update(transport::Source& source, base::Instant wall, Manner manner);

    /// The next step towards the image of the device's root that is offered, after a pass that went well.
    /// `manner`: without `spread` all of it at once. Errors: as ImageKeeper::step.
    [[nodiscard]] base::Result<ImageOutcome> look_after_image(transport::Source& source, Manner manner) {
        return image_.step(source, repository_, !manner.spread);
    }

    [[nodiscard]] Device& device() { return device_; }
    [[nodiscard]] const Repository& repository() const { return repository_; }

private:
    [[nodiscard]] base::Result<Outcome> pass(transport::Source& source, base::Instant wall, Manner manner);
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] base::Instant effective_time(base::Instant wall) const;
    [[nodiscard]] base::Status refresh(transport::Source& source, base::Instant now, bool whole);
    [[nodiscard]] base::Result<std::string> reason_to_hold_back(const Offer& offer) const;
    [[nodiscard]] std::chrono::milliseconds time_to_wait(const Offer& offer);
    [[nodiscard]] base::Result<Outcome> fetch_and_switch(transport::Source& source, const Offer& offer,
                                                         base::Instant now);
    void forget_other_downloads(const Offer& offer);
    [[nodiscard]] base::Status bring(transport::Source& source, const Offer& offer, Outcome& outcome);
    [[nodiscard]] base::Status bring_by_delta(transport::Source& source, const Offer& offer,
                                              Outcome& outcome);
    [[nodiscard]] base::Status bring_by(transport::Source& source, const Offer& offer,
                                        const std::string& name, const tuf::TargetFile& file,
                                        std::string_view prefix, Outcome& outcome);
    /// A verified file, and what is in it.
    struct Download {
        std::filesystem::path path;
        std::string bytes;
    };
    [[nodiscard]] base::Result<Download> download(transport::Source& source, const std::string& name,
                                                  const tuf::TargetFile& file, Outcome& outcome);
    [[nodiscard]] base::Status stage(const Offer& offer, const std::filesystem::path& unpacked);

    Reserve files_;
    const Config& config_;
    Random& random_;
    Device device_;
    Repository repository_;
    ImageKeeper image_;
    bool is_tidy_ = false;    // nothing is left of downloads and old releases
    std::string spread_for_;  // hash of the release that `spread_until_` is about
    Clock::time_point spread_until_;
};

}  // namespace agent
