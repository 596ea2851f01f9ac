#pragma once

namespace kiosk {

/// What somebody asks for by a key of a keyboard, a keypad or a pad, or by a switch.
enum class Key {
    left,
    right,
    up,
    down,
    next,  // in the order of reading
    activate,
    back,
    home,
    find,
    erase,  // the digit that was typed last
    read_aloud,
    read_again,
    stop,
    louder,
    quieter,
    next_speed,
    headphones_in,   // reading aloud begins
    headphones_out,  // and ends; nobody need be there any more
    digit_0,         // the others follow, to digit_9
    digit_9 = digit_0 + 9
};

/// What a keyboard may say again and again while the key is held down.
[[nodiscard]] constexpr bool moves_focus(Key key) { return key <= Key::next; }

/// REQUIRES: 0 to 9.
[[nodiscard]] constexpr Key digit_key(int digit) {
    return static_cast<Key>(static_cast<int>(Key::digit_0) + digit);
}
/// The digit that it types; less than 0 where it types none.
[[nodiscard]] constexpr int digit_of(Key key) {
    return key < Key::digit_0 ? -1 : static_cast<int>(key) - static_cast<int>(Key::digit_0);
}

}  // namespace kiosk
