#pragma once

#include <cstddef>
#include <cstdint>

namespace kiosk {

/// Full weight of the later picture in `blend_pixels`.
constexpr unsigned kFadeEnd = 256;

/// One frame of a cross-fade: `into[i]` = `from[i]` and `to[i]` mixed, `share` of kFadeEnd from `to`. All are
/// 0x00RRGGBB; the ends are exact. `into` overlaps neither.
/// REQUIRES: share <= kFadeEnd; `into` holds `from` or an earlier frame of the same fade, because pixels that
/// are equal in both, most of a page, are not written again.
void blend_pixels(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
                  std::size_t count);

}  // namespace kiosk
