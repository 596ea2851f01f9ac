#pragma once

#include <functional>

#include "kiosk/app/session.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/platform/window.h"

namespace kiosk {

/// How long one page takes to become the next.
constexpr std::chrono::milliseconds kFade{300};

/// Shows the catalog until SIGTERM, SIGINT or the window is closed. Sleeps until the next due moment or input
/// and draws what changed; while pages cross-fade, 60 times a second. This is where the clocks enter: the
/// steady one, and for the date the wall clock as well unless `settings.time_given`. `panel_for` gives the
/// panel for another size of the window in pixels, before rotation. With a state folder (else nullptr) it
/// goes over to each release that becomes current there, and confirms it.
void run_live(Library& library, OpenCatalog catalog, StateFolder* state, const SessionSettings& settings,
              Window& window, const std::function<Panel(PixelSize)>& panel_for);

}  // namespace kiosk
