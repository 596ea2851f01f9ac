#pragma once

#include <cstdint>

#include "kiosk/platform/pixels.h"

struct ImDrawData;

namespace kiosk {

/// Coverage (0 to 255) of `width * height` points, rows without padding. What every texture is: the font
/// atlas is alpha alone, colour comes from the vertices.
struct AlphaImage {
    int width = 0, height = 0;
    const std::uint8_t* pixels = nullptr;
};

/// Turns ImGui's draw lists into pixels. Used by one thread.
class Renderer {
public:
    virtual ~Renderer() = default;
    /// Makes `image` known as texture `id`, replacing what was there. It must stay alive and unmoved until
    /// replaced. Its content may change between frames; a renderer that keeps a copy sees that at the next
    /// call of this.
    virtual void set_texture(std::uintptr_t id, const AlphaImage& image) = 0;
    /// Paints `background` (0x00RRGGBB) and then the lists, in order, on the pixels of `part` and no others.
    /// Every pixel becomes what it would have become in a drawing of the whole. Commands that name an unknown
    /// texture, indices out of range or coordinates that are no numbers are dropped and counted. REQUIRES:
    /// `part` lies in `target.box`.
    virtual void draw_part(const ImDrawData& data, std::uint32_t background, const Pixels& target,
                           const Box& part) = 0;
    /// The same on all of `target`, which gets as many pixels as its size says.
    void draw(const ImDrawData& data, std::uint32_t background, Picture& target);
    /// Commands, rectangles and triangles that were dropped so far, once for each drawing.
    [[nodiscard]] virtual std::uint64_t dropped() const = 0;
};

}  // namespace kiosk
