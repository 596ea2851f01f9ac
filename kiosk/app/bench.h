#pragma once

#include <chrono>
#include <string>

#include "kiosk/app/live.h"

namespace kiosk {

/// What `kiosk --bench` measures with.
struct BenchOptions {
    std::chrono::seconds length{10};                // in all
    std::string scene;                              // for the still page and the far end of the fade
    std::chrono::steady_clock::time_point started;  // main() was entered
    std::function<base::Result<std::unique_ptr<Renderer>>()> make_renderer;
    bool json = false;  // one object instead of lines
};

/// Measures drawing on `compositor` and returns the figures: a third of the time a page that stays, a third
/// frames of a cross-fade in memory with a memcpy of the same surface after each, and a third the real loop,
/// with a dwell of one second, which ends it. Errors: not_found (no such scene); corrupt, io (of the
/// catalog).
[[nodiscard]] base::Result<std::string> run_bench(base::EventLoop& loop, Library& library,
                                                  OpenCatalog catalog, const SessionSettings& settings,
                                                  Compositor& compositor, const BenchOptions& options);

}  // namespace kiosk
