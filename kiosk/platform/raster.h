#pragma once

#include <cstdint>

#include "kiosk/platform/blend.h"
#include "kiosk/platform/renderer.h"

namespace kiosk {

// Paints shapes into a picture. A pixel belongs to a shape when its centre does; a centre on a left or top
// edge does, one on a right or bottom edge does not, so shapes that share an edge share no pixel and leave
// none out.

[[nodiscard]] Box intersect(const Box& a, const Box& b);

/// A rectangle in pixels, with fractions. REQUIRES everywhere: finite numbers, left <= right, top <= bottom.
struct Area {
    float left = 0, top = 0, right = 0, bottom = 0;
};

/// The pixels whose centres lie in `area`, within `clip`.
[[nodiscard]] Box pixels_of(const Area& area, const Box& clip);

/// REQUIRES: `box` lies in `target.box`.
void fill_box(const Pixels& target, const Box& box, Colour colour);

/// Paints `image` texel for pixel, its texel (x, y) on the pixel (left, top). REQUIRES: `clip` lies in
/// `target.box`, and the `width` by `height` texels from (x, y) lie in `image`.
struct Blit {
    int left = 0, top = 0, x = 0, y = 0, width = 0, height = 0;
};
void blit(const Pixels& target, const Box& clip, const AlphaImage& image, const Blit& where, Colour colour);

/// Paints the part `texels` of `image` (which may run backwards: left > right) stretched over `area`,
/// bilinear. REQUIRES: `clip` lies in `target.box`; `image` is not empty.
void stretch(const Pixels& target, const Box& clip, const AlphaImage& image, const Area& area,
             const Area& texels, Colour colour);

/// The coverage at a point, bilinear between texel centres; beyond the edges as at the edge.
/// REQUIRES: `image` is not empty.
[[nodiscard]] std::uint32_t sample(const AlphaImage& image, float x, float y);

/// A corner of a triangle. Colour, and the texel where `image` is given, vary linearly between the corners.
struct Corner {
    float x = 0, y = 0;  // [px]
    float u = 0, v = 0;  // [texels]
    Colour colour;
};

/// Corners further out than this are not drawn: products of positions would not fit.
constexpr float kFarthest = 1 << 20;  // [px]

/// REQUIRES: `clip` lies in `target.box`; every corner within kFarthest. `image` may be null: plain colour.
void fill_triangle(const Pixels& target, const Box& clip, const Corner (&corners)[3],
                   const AlphaImage* image);

}  // namespace kiosk
