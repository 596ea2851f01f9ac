#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "base/event_loop.h"
#include "base/notify.h"
#include "kiosk/app/glyph_cache.h"
#include "kiosk/app/live_log.h"
#include "kiosk/app/session.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/platform/window.h"
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

/// Shows the catalog until `loop` is ended or the window is closed. Sleeps until the next due moment or input
/// and draws what changed; while pages cross-fade, 60 times a second. This is where the clocks enter: the
/// loop's, and for the date the wall clock as well unless `settings.time_given`. `panel_for` gives the
/// panel for another size of the window in pixels, before rotation. With a state folder (else nullptr) it
/// goes over to each release that becomes current there, and confirms it. `glyphs`, which may be null, is
/// kept up to date while nobody is there. `renderer` draws. `log` may be null; so may `speaker`, with which
/// pages are read aloud to whoever asks for it; and `supervision`.
void run_live(base::EventLoop& loop, Library& library, OpenCatalog catalog, StateFolder* state,
              GlyphCache* glyphs, const SessionSettings& settings, Window& window,
              std::unique_ptr<Renderer> renderer, const std::function<Panel(PixelSize)>& panel_for,
              LiveLog* log = nullptr, Speaker* speaker = nullptr, const Supervision* supervision = nullptr);

}  // namespace kiosk
