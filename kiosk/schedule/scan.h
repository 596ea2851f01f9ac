#pragma once

namespace kiosk {

/// How whoever has a switch or two goes through a page. One: the focus moves by itself, and the switch does
/// what the item says that it has come to. Two: one moves the focus, the other does what the item says.
enum class Scanning { off, one, two };

}  // namespace kiosk
