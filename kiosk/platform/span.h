#pragma once

#include <cstddef>
#include <cstdint>

#include "kiosk/platform/blend.h"

namespace kiosk {

/// Full weight of the later picture in `mix_span`.
constexpr unsigned kFadeEnd = 256;

// The inner loops: `count` pixels 0x00RRGGBB side by side, at any alignment; none are none. SSE2 on x86-64,
// NEON on aarch64, and `scalar` anywhere else. All give the same pixels to the bit; tests compare.

/// Paints one colour.
void fill_span(std::uint32_t* into, std::size_t count, Colour colour);

/// Paints one colour through `coverage` (0 to 255) as `weighted` makes it: one row of a glyph.
void ink_span(std::uint32_t* into, const std::uint8_t* coverage, std::size_t count, Colour colour);

/// `into[i]` = `from[i]` and `to[i]` mixed, `share` of kFadeEnd from `to`; the ends are exact. `into` may be
/// one of the two. REQUIRES: share <= kFadeEnd.
void mix_span(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
              std::size_t count);

/// The same, pixel by pixel in plain C++: what the others are measured by.
namespace scalar {
void fill_span(std::uint32_t* into, std::size_t count, Colour colour);
void ink_span(std::uint32_t* into, const std::uint8_t* coverage, std::size_t count, Colour colour);
void mix_span(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
              std::size_t count);
}  // namespace scalar

/// "SSE2", "NEON" or "scalar".
[[nodiscard]] const char* span_kind();

}  // namespace kiosk
