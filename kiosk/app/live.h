#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/app/glyph_cache.h"
#include "kiosk/app/session.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/platform/window.h"

namespace kiosk {

/// How long one page takes to become the next.
constexpr std::chrono::milliseconds kFade{300};

/// What a run of the loop was like, for `kiosk --bench`.
struct LiveLog {
    std::chrono::milliseconds length;  // the loop ends after that
    // From noticing a change until it was handed to the window: the same page, another page (up to the first
    // frame of its fade), and each frame of a fade.
    std::vector<double> repaints_ms, turns_ms, fades_ms;
    std::optional<std::chrono::steady_clock::time_point> first_frame;
    std::uint64_t frames = 0, wake_ups = 0;
    std::uint64_t dropped = 0;  // see Renderer::dropped
};

/// Shows the catalog until SIGTERM, SIGINT or the window is closed. Sleeps until the next due moment or input
/// and draws what changed; while pages cross-fade, 60 times a second. This is where the clocks enter: the
/// steady one, and for the date the wall clock as well unless `settings.time_given`. `panel_for` gives the
/// panel for another size of the window in pixels, before rotation. With a state folder (else nullptr) it
/// goes over to each release that becomes current there, and confirms it. `glyphs`, which may be null, is
/// kept up to date while nobody is there. `renderer` draws. `log` may be null.
void run_live(Library& library, OpenCatalog catalog, StateFolder* state, GlyphCache* glyphs,
              const SessionSettings& settings, Window& window, std::unique_ptr<Renderer> renderer,
              const std::function<Panel(PixelSize)>& panel_for, LiveLog* log = nullptr);

}  // namespace kiosk
