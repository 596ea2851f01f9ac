#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "kiosk/platform/orientation.h"
#include "kiosk/platform/pixels.h"

namespace kiosk {

/// A copy of ImGui's draw data that ImGui's OpenGL ES 2 backend can take as it is: in pixels from the top
/// left, clipped to whole pixels, without vertex offsets (which ES 2 does not know) and without anything that
/// cannot be drawn.
class DrawCopy {
public:
    /// A texture as the copy names it; its size is needed to judge coordinates.
    struct Texture {
        std::uintptr_t name = 0;
        int width = 0, height = 0;
    };
    using Textures = std::map<std::uintptr_t, Texture>;

    /// Copies what `part` of a picture of size `whole` shows, in place of what was copied before. Returns how
    /// many commands and triangles were dropped: see Renderer.
    std::uint64_t take(const ImDrawData& data, PixelSize whole, const Box& part, const Textures& textures);
    /// Lives, as its lists do, until the next `take`.
    [[nodiscard]] ImDrawData& data() { return data_; }

private:
    std::vector<std::unique_ptr<ImDrawList>> lists_;
    std::vector<ImDrawList*> pointers_;
    ImDrawData data_;
};

}  // namespace kiosk
