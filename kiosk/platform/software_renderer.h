#pragma once

#include <memory>

#include "kiosk/platform/renderer.h"

namespace kiosk {

/// Rasterises on the CPU: axis-aligned rectangles and glyph quads as spans, everything else as triangles with
/// interpolated vertex colours, which is how ImGui antialiases edges.
[[nodiscard]] std::unique_ptr<Renderer> make_software_renderer();

}  // namespace kiosk
