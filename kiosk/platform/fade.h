#pragma once

#include <cstddef>
#include <cstdint>

namespace kiosk {

/// Full weight of the later picture in `blend_pixels`.
constexpr unsigned kFadeEnd = 256;

/// One frame of a cross-fade: `into[i]` = `from[i]` and `to[i]` mixed, `share` of kFadeEnd from `to`. All are
/// 0x00RRGGBB; the ends are exact. `into` may be `from` or `to`. REQUIRES: share <= kFadeEnd.
void blend_pixels(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
                  std::size_t count);

}  // namespace kiosk
