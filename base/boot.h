#pragma once

#include <cstdint>
#include <string>

namespace base {

// Which start of the machine it is and how long ago that was: for moments that outlive a program, on devices
// whose clock may be wrong.

/// The kernel's name for this start; "unknown" where it does not tell.
[[nodiscard]] std::string boot_id();
/// Whole seconds since this start (CLOCK_BOOTTIME).
[[nodiscard]] std::int64_t seconds_since_boot();

}  // namespace base
