#include <SDL.h>
#include <doctest/doctest.h>
#include <stdlib.h>

#include "kiosk/platform/sdl_output.h"

using kiosk::Key;

namespace {

/// A window in memory, with somebody at its keyboard.
struct Keyboard {
    explicit Keyboard(const kiosk::KeyMap& keys) {
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        window = std::move(
            kiosk::open_sdl_output({.size = kiosk::PixelSize{320, 240}, .title = "test", .keys = keys})
                .value());
        (void)window->take_events();
    }
    static void press(SDL_Keycode code, bool again = false, int modifiers = KMOD_NONE) {
        SDL_Event event{};
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = code;
        event.key.keysym.mod = static_cast<Uint16>(modifiers);
        event.key.repeat = again ? 1 : 0;
        SDL_PushEvent(&event);
    }
    std::vector<Key> take() {
        std::vector<Key> taken;
        for (const auto& event : window->take_events())
            if (event.kind == kiosk::InputEvent::Kind::key) taken.push_back(event.key);
        return taken;
    }
    std::unique_ptr<kiosk::Output> window;
};

}  // namespace

TEST_CASE("sdl keys: each does what the map says, and one that it does not name does nothing") {
    kiosk::KeyMap keys;
    keys.set("F23", Key::left);
    keys.set("Keypad 5", Key::activate);
    Keyboard keyboard{keys};
    for (const SDL_Keycode code : {SDLK_F23, SDLK_KP_5, SDLK_LEFT, SDLK_NUMLOCKCLEAR}) Keyboard::press(code);
    CHECK(keyboard.take() == std::vector<Key>{Key::left, Key::activate});
}

TEST_CASE("sdl keys: a key that is held down moves on and does nothing else twice") {
    kiosk::KeyMap keys;
    keys.set("Right", Key::right);
    keys.set("Tab", Key::next);
    keys.set("Return", Key::activate);
    keys.set("1", kiosk::digit_key(1));
    Keyboard keyboard{keys};
    for (const SDL_Keycode code : {SDLK_RIGHT, SDLK_TAB, SDLK_RETURN, SDLK_1})
        for (const bool again : {false, true}) Keyboard::press(code, again);
    CHECK(keyboard.take() ==
          std::vector<Key>{Key::right, Key::right, Key::next, Key::next, Key::activate, kiosk::digit_key(1)});
}

TEST_CASE("sdl keys: a keypad's digits type while NumLock is on") {
    kiosk::KeyMap keys;
    keys.set("Keypad 4", Key::left);
    Keyboard keyboard{keys};
    Keyboard::press(SDLK_KP_4);
    Keyboard::press(SDLK_KP_4, false, KMOD_NUM);
    CHECK(keyboard.take() == std::vector<Key>{Key::left, kiosk::digit_key(4)});
}

TEST_CASE("sdl keys: with Shift a digit's key is a sign, and types nothing") {
    kiosk::KeyMap keys;
    keys.set("8", kiosk::digit_key(8));
    keys.set("=", Key::louder);
    Keyboard keyboard{keys};
    Keyboard::press(SDLK_8, false, KMOD_LSHIFT);
    Keyboard::press(SDLK_EQUALS, false, KMOD_LSHIFT);
    CHECK(keyboard.take() == std::vector<Key>{Key::louder});
}

TEST_CASE("sdl keys: whoever sets a screen up is told the name of each key, mapped or not") {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    std::vector<std::string> names;
    const auto window = std::move(
        kiosk::open_sdl_output({.size = kiosk::PixelSize{320, 240},
                                .title = "test",
                                .name_key = [&](const std::string& name) { names.push_back(name); }})
            .value());
    for (const SDL_Keycode code : {SDLK_F23, SDLK_KP_5, SDLK_KP_5}) Keyboard::press(code);
    Keyboard::press(SDLK_F23, true);
    (void)window->take_events();
    CHECK(names == std::vector<std::string>{"F23", "Keypad 5", "Keypad 5"});
    for (const std::string& name : names) CHECK(kiosk::is_key_name(name));
}
