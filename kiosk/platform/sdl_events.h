#pragma once

#include <SDL.h>

#include <vector>

#include "kiosk/platform/pointer.h"
#include "kiosk/platform/window_event.h"

namespace kiosk {

/// What SDL tells of a window, as what happened on the glass.
class SdlEvents {
public:
    /// `window` must outlive this. `covers_screen`: whoever takes it off the screen does it by mistake, and
    /// it follows the screen's size.
    SdlEvents(SDL_Window& window, bool covers_screen) : window_(window), covers_screen_(covers_screen) {}

    /// Everything that has happened since the last call, in order. Does not wait.
    [[nodiscard]] std::vector<WindowEvent> take();

private:
    void translate(const SDL_Event& event);
    void translate_window(const SDL_WindowEvent& event);
    void translate_mouse(const SDL_MouseButtonEvent& event);
    void translate_finger(const SDL_TouchFingerEvent& event);
    void translate_key(const SDL_KeyboardEvent& event);

    SDL_Window& window_;
    const bool covers_screen_;
    Pointer pointer_;
    std::vector<WindowEvent> events_;
};

}  // namespace kiosk
