#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "kiosk/platform/key.h"

namespace kiosk {

/// What the digits of a keypad do: type, or what the map says of "Keypad 5" and its like.
enum class Keypad { by_num_lock, arrows, digits };

/// Which key does what. Keys are called as SDL calls them: "Left", "Keypad 5", "F1", "R".
class KeyMap {
public:
    KeyMap() = default;
    explicit KeyMap(Keypad keypad) : keypad_(keypad) {}

    /// In place of what it did. REQUIRES: is_key_name(name).
    void set(std::string_view name, Key key);
    /// `code`: SDL's key code. Nothing for a key that does nothing.
    [[nodiscard]] std::optional<Key> find(std::int32_t code, bool num_lock) const;
    [[nodiscard]] std::optional<Key> find(std::string_view name, bool num_lock = false) const;

private:
    std::map<std::int32_t, Key> keys_;  // by SDL's key code
    Keypad keypad_ = Keypad::by_num_lock;
};

/// Whether SDL knows a key of that name. Needs no display.
[[nodiscard]] bool is_key_name(std::string_view name);
/// The same key whatever case its name is written in, as a number; 0 where there is none.
[[nodiscard]] std::int32_t key_code(std::string_view name);

}  // namespace kiosk
