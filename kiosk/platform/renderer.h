#pragma once

#include <cstdint>
#include <span>
#include <vector>

struct ImDrawData;

namespace kiosk {

/// One finished picture: `width * height` pixels 0x00RRGGBB, rows without padding, top row first.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};

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
    /// replaced; its content may change between frames.
    virtual void set_texture(std::uintptr_t id, const AlphaImage& image) = 0;
    /// Paints `background` (0x00RRGGBB) and then the lists, in order, on all of `target`.
    /// Commands that name an unknown texture, indices out of range or coordinates that are no numbers are
    /// dropped.
    virtual void draw(const ImDrawData& data, std::uint32_t background, Picture& target) = 0;
};

}  // namespace kiosk
