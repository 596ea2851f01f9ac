#pragma once

#include "base/result.h"

namespace kiosk {

/// The line of a settings file that a PIN makes: `pin_hash = "$y$..."`, for the table [admin]. The PIN is a
/// line of standard input; at a terminal it is asked for twice and not shown. Errors: invalid (not 6 to 12
/// digits; the two differ), io.
[[nodiscard]] base::Result<std::string> read_pin_line();

}  // namespace kiosk
