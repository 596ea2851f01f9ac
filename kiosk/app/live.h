#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "base/event_loop.h"
#include "base/log.h"
#include "base/notify.h"
#include "kiosk/admin/desk.h"
#include "kiosk/app/glyph_cache.h"
#include "kiosk/app/health.h"
#include "kiosk/app/live_log.h"
#include "kiosk/app/panel_power.h"
#include "kiosk/app/session.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/platform/compositor.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/speech/speaker.h"

namespace kiosk {

/// How long one page takes to become the next.
constexpr std::chrono::milliseconds kFade{300};

/// Who is told how the display is.
struct Supervision {
    const base::Notify& manager;
    /// Whether the X server answers; asked once a minute, when something listens. Empty: it is not asked.
    std::function<bool()> server_answers;
};

/// What the display works with. It all outlives the display; what may be missing is null.
struct LiveParts {
    Library& library;
    Compositor& compositor;
    /// The panel for another size of the output in pixels, before rotation.
    std::function<Panel(PixelSize)> panel_for;
    StateFolder* state = nullptr;              // whose releases are gone over to, and confirmed
    Ladder* ladder = nullptr;                  // which remembers what the last rung shows
    Health* health = nullptr;                  // what is said of it to the agent
    GlyphCache* glyphs = nullptr;              // kept up to date while nobody is there
    AdminDesk* desk = nullptr;                 // behind five touches in a corner
    Speaker* speaker = nullptr;                // by which pages are read aloud to whoever asks for it
    const Supervision* supervision = nullptr;  // who is told how it is
    LiveLog* measured = nullptr;               // what it was like
    base::Log log = {};                        // for whoever looks after the screen
    PanelSwitch panel_switch = {};             // while there is no picture
    // Called after each frame that was put on the glass; for tests.
    std::function<void(const Session&)> on_frame = {};
};

/// Shows the catalog until `loop` is ended or the output is closed. Sleeps until the next due moment or input
/// and draws what changed; while pages cross-fade, 60 times a second. This is where the clocks enter: the
/// loop's, and for the date the wall clock as well unless `settings.time_given`. `renderer` draws.
void run_live(base::EventLoop& loop, const LiveParts& parts, OpenCatalog catalog,
              const SessionSettings& settings, std::unique_ptr<Renderer> renderer);

}  // namespace kiosk
