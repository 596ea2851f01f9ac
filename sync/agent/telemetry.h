#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "base/descriptor.h"
#include "base/result.h"
#include "sync/agent/config.h"

namespace agent {

/// Reports on a thread of its own, which has its own connection and reads what the agent writes: whatever the
/// telemetry server does, no poll waits for it, and no report for a download. Where it does not come up the
/// agent goes on without, and says so once.
class Telemetry {
public:
    /// Null where no address is set. `config` must outlive it. To be called when signals are blocked.
    [[nodiscard]] static std::unique_ptr<Telemetry> start(const Config& config);
    Telemetry(const Telemetry&) = delete;
    Telemetry& operator=(const Telemetry&) = delete;
    /// Breaks off what is being sent.
    ~Telemetry();

private:
    Telemetry(const Config& config, base::Descriptor stop);
    void work();
    [[nodiscard]] base::Status report_for_ever();

    const Config& config_;
    const base::Descriptor stop_;  // can be read when it is to end
    std::atomic<bool> has_stopped_ = false;
    std::thread thread_;
};

}  // namespace agent
