#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/log.h"
#include "kiosk/platform/orientation.h"

struct SDL_Window;
union SDL_Event;

namespace kiosk {

// What SDL leaves to its users of what an X server does. The one home of Xlib.

/// "no display: ...", with what to do about it: DISPLAY is not set, or nobody answers there.
[[nodiscard]] std::string why_no_display();

/// How to draw on a screen whose own pixels SDL does not know.
struct OtherVisual {
    std::string id;   // of a visual with 8 bits a colour, for SDL_HINT_VIDEO_X11_WINDOW_VISUALID; empty: none
    std::string why;  // the screen's depth, and what to do about it
};
/// Asks the server at DISPLAY. A screen of 30 bits has such a visual, one of 8 has none.
[[nodiscard]] OtherVisual find_other_visual();

/// Errors of X go to `log`, which is kept for good, as is `on_server_gone`, which may be empty. Where the
/// server or the window is gone the program ends with code 1; anything else is told once and survived.
/// Nothing is done where there is no X.
void watch_x_errors(SDL_Window* window, base::Log log, std::function<void()> on_server_gone);

/// What can be read when the server has sent something, or is gone; -1 where there is no X.
[[nodiscard]] int x_connection(SDL_Window* window);
/// Whether something of it has been read already and not been looked at yet. Sends what is to be sent. False
/// where there is no X.
[[nodiscard]] bool has_x_events(SDL_Window* window);

/// Waits until the server has done all that it was sent. At once where there is no X.
void wait_for_x(SDL_Window* window);

/// From now on SDL's events tell when the size of the screen changes (told_screen_size): a mode was set, or
/// another panel plugged in. Of what the server tells of itself they tell nothing else.
void watch_screen_size(SDL_Window* window);
/// The size of the screen in an event that tells of it.
[[nodiscard]] std::optional<PixelSize> told_screen_size(const SDL_Event& event);
/// Lays the window over all of a screen of that size; an event tells when it lies there. SDL alone keeps the
/// size of the first screen for good.
void cover_screen(SDL_Window* window, PixelSize size);

/// Switches the panel on or off by DPMS. False where there is no X, or its server cannot.
bool switch_panel(SDL_Window* window, bool is_lit);

/// Whether a touch device, by SDL's id, is still there and enabled. True where that cannot be asked.
[[nodiscard]] bool is_plugged_in(SDL_Window* window, std::int64_t touch_device);

}  // namespace kiosk
