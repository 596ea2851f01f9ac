#pragma once

#include <string>

#include "base/event_loop.h"
#include "kiosk/app/library.h"
#include "kiosk/app/session.h"
#include "kiosk/platform/orientation.h"

namespace kiosk {

struct MonkeyOptions {
    int acts = 1000;
    unsigned seed = 1;
    PixelSize size{1920, 1080};  // at first
};

/// Drives the real display on a picture in memory as somebody would who knows nothing: touches on what can be
/// touched and beside it, fingers that are lost, keys, other sizes of the screen, and releases that come and
/// go in a state folder of its own. Time passes as it does. Returns what was done, for print; errors: invalid
/// (the first faults that were seen, and after which act of which seed), io.
[[nodiscard]] base::Result<std::string> run_monkey(base::EventLoop& loop, Library& library,
                                                   OpenCatalog catalog, const SessionSettings& settings,
                                                   const MonkeyOptions& options);

}  // namespace kiosk
