#pragma once

#include <SDL.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/platform/input_event.h"
#include "kiosk/platform/key_map.h"
#include "kiosk/platform/pointer.h"

namespace kiosk {

/// What SDL tells of a window, as what happened on the glass.
class SdlEvents {
public:
    /// `window` must outlive this. `covers_screen`: whoever takes it off the screen does it by mistake, and
    /// it follows the screen's size. `name_key`, which may be empty, is called with each key that goes down.
    SdlEvents(SDL_Window& window, bool covers_screen, KeyMap keys,
              std::function<void(const std::string&)> name_key)
        : window_(window),
          covers_screen_(covers_screen),
          keys_(std::move(keys)),
          name_key_(std::move(name_key)) {}

    /// Everything that has happened since the last call, in order. Does not wait.
    [[nodiscard]] std::vector<InputEvent> take();

private:
    void translate(const SDL_Event& event);
    void translate_window(const SDL_WindowEvent& event);
    void translate_mouse(const SDL_MouseButtonEvent& event);
    void translate_finger(const SDL_TouchFingerEvent& event);
    void translate_key(const SDL_KeyboardEvent& event);

    SDL_Window& window_;
    const bool covers_screen_;
    const KeyMap keys_;
    const std::function<void(const std::string&)> name_key_;
    Pointer pointer_;
    std::vector<InputEvent> events_;
};

}  // namespace kiosk
