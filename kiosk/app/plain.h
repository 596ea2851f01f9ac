#pragma once

#include <functional>
#include <string>

#include "base/event_loop.h"
#include "base/notify.h"
#include "kiosk/app/health.h"
#include "kiosk/app/library.h"
#include "kiosk/platform/compositor.h"
#include "kiosk/scenes/page.h"

namespace kiosk {

/// The last rung of the ladder: a page without a catalog, letters alone. `place` and `hotline` may be empty.
struct PlainWords {
    std::string place, hotline;
};
[[nodiscard]] Page build_plain(Library& library, const Metrics& metrics, const PlainWords& words);

/// Shows it until `loop` is ended, or for `length`: then something better is to be tried. `panel_for`: see
/// LiveParts. The service manager hears that it is there and lives, and so does `health`, which may be
/// null.
void show_plain(base::EventLoop& loop, Library& library, Compositor& compositor,
                const std::function<Panel(PixelSize)>& panel_for, const PlainWords& words,
                std::chrono::seconds length, const base::Notify& manager, Health* health);

}  // namespace kiosk
