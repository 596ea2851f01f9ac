#include "kiosk/platform/key_map.h"

#include <SDL.h>

#include <string>

namespace kiosk {
namespace {

/// Of a keypad, whatever NumLock makes of it; less than 0 where it is no digit of one.
int keypad_digit(std::int32_t code) {
    if (code == SDLK_KP_0) return 0;
    return code >= SDLK_KP_1 && code <= SDLK_KP_9 ? code - SDLK_KP_1 + 1 : -1;
}

}  // namespace

std::int32_t key_code(std::string_view name) { return SDL_GetKeyFromName(std::string(name).c_str()); }

bool is_key_name(std::string_view name) { return key_code(name) != SDLK_UNKNOWN; }

void KeyMap::set(std::string_view name, Key key) { keys_[key_code(name)] = key; }

std::optional<Key> KeyMap::find(std::int32_t code, bool num_lock) const {
    const int digit = keypad_digit(code);
    const bool types = keypad_ == Keypad::digits || (keypad_ == Keypad::by_num_lock && num_lock);
    if (digit >= 0 && types) return digit_key(digit);
    const auto found = keys_.find(code);
    return found != keys_.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<Key> KeyMap::find(std::string_view name, bool num_lock) const {
    return find(key_code(name), num_lock);
}

}  // namespace kiosk
