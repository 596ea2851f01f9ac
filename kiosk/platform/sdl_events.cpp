#include "kiosk/platform/sdl_events.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "kiosk/platform/x_server.h"

namespace kiosk {
namespace {

using Kind = InputEvent::Kind;

}  // namespace

void SdlEvents::translate_mouse(const SDL_MouseButtonEvent& event) {
    if (event.button != SDL_BUTTON_LEFT || event.which == SDL_TOUCH_MOUSEID) return;
    const bool down = event.type == SDL_MOUSEBUTTONDOWN;
    const bool counts = down ? pointer_.press(Pointer::kMouse, event.timestamp)
                             : pointer_.release(Pointer::kMouse, event.timestamp);
    if (counts) events_.push_back({down ? Kind::down : Kind::up, Pixel{event.x, event.y}});
}

void SdlEvents::translate_finger(const SDL_TouchFingerEvent& event) {
    if (event.touchId == SDL_MOUSE_TOUCHID) return;
    const bool down = event.type == SDL_FINGERDOWN;
    const bool counts = down ? pointer_.press(event.fingerId, event.timestamp)
                             : pointer_.release(event.fingerId, event.timestamp);
    if (!counts) return;
    if (!down && !is_plugged_in(&window_, event.touchId)) return events_.push_back({Kind::lost});
    const bool inside = event.x >= 0 && event.x <= 1 && event.y >= 0 && event.y <= 1;
    PixelSize panel;
    SDL_GetWindowSize(&window_, &panel.width, &panel.height);
    const Pixel at{std::min(static_cast<int>(event.x * static_cast<float>(panel.width)), panel.width - 1),
                   std::min(static_cast<int>(event.y * static_cast<float>(panel.height)), panel.height - 1)};
    events_.push_back({down ? Kind::down : Kind::up, inside ? at : kOutside});
}

void SdlEvents::translate_key(const SDL_KeyboardEvent& event) {
    if (name_key_ && event.repeat == 0) name_key_(SDL_GetKeyName(event.keysym.sym));
    const auto key = keys_.find(event.keysym.sym, (event.keysym.mod & KMOD_NUM) != 0);
    const bool is_sign = key && digit_of(*key) >= 0 && (event.keysym.mod & KMOD_SHIFT) != 0;
    if (key && !is_sign && (event.repeat == 0 || moves_focus(*key))) events_.push_back({Kind::key, {}, *key});
}

void SdlEvents::translate_window(const SDL_WindowEvent& event) {
    switch (event.event) {
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            events_.push_back({Kind::resize});
            break;
        case SDL_WINDOWEVENT_EXPOSED:
        case SDL_WINDOWEVENT_SHOWN:
        case SDL_WINDOWEVENT_FOCUS_GAINED:
        case SDL_WINDOWEVENT_RESTORED:
            events_.push_back({Kind::expose});
            break;
        case SDL_WINDOWEVENT_FOCUS_LOST:
        case SDL_WINDOWEVENT_HIDDEN:
        case SDL_WINDOWEVENT_MINIMIZED:
            if (pointer_.drop()) events_.push_back({Kind::lost});
            if (covers_screen_ && event.event != SDL_WINDOWEVENT_FOCUS_LOST) SDL_ShowWindow(&window_);
            break;
        default:
            break;
    }
}

void SdlEvents::translate(const SDL_Event& event) {
    switch (event.type) {
        case SDL_QUIT:
            events_.push_back({Kind::quit});
            break;
        case SDL_SYSWMEVENT:
            if (const auto size = told_screen_size(event); size && covers_screen_)
                cover_screen(&window_, *size);
            break;
        case SDL_WINDOWEVENT:
            translate_window(event.window);
            break;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            translate_mouse(event.button);
            break;
        case SDL_FINGERDOWN:
        case SDL_FINGERUP:
            translate_finger(event.tfinger);
            break;
        case SDL_KEYDOWN:
            translate_key(event.key);
            break;
        default:
            break;
    }
}

std::vector<InputEvent> SdlEvents::take() {
    SDL_PumpEvents();
    for (SDL_Event event; SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0;)
        translate(event);
    return std::exchange(events_, {});
}

}  // namespace kiosk
