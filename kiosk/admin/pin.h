#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kiosk {

constexpr std::size_t kShortestPin = 6, kLongestPin = 12;  // digits

/// Whether it can be a PIN: digits alone, as many as there have to be.
[[nodiscard]] bool is_pin(std::string_view digits);

/// Whether it is a hash that `hash_pin` could have made: yescrypt, as crypt(5) has it.
[[nodiscard]] bool is_pin_hash(std::string_view text);

/// What a settings file keeps of a PIN. Takes tens of milliseconds and 16 MiB, so not within a frame. `cost`:
/// 1 to 11; 0: the system's usual. Errors: io (no randomness, no memory).
[[nodiscard]] base::Result<std::string> hash_pin(const std::string& pin, unsigned long cost = 0);

/// Whether `pin` is the one that `hash` was made of. As slow as `hash_pin`.
[[nodiscard]] bool is_pin_of(const std::string& pin, const std::string& hash);

/// Overwrites the digits before it lets go of them.
void forget(std::string& pin);

}  // namespace kiosk
