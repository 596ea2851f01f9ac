#pragma once

#include <imgui.h>

#include <cmath>

#include "kiosk/platform/raster.h"

namespace kiosk {

// How ImGui's draw data are read; the renderer and the search for damage must agree on it.

/// A position the rasteriser can work with: false for what is no number as well.
[[nodiscard]] inline bool is_near(float value) { return std::abs(value) <= kFarthest; }

/// What all commands of one frame share.
struct View {
    float left = 0, top = 0;         // the display's origin in ImGui's coordinates
    float scale_x = 1, scale_y = 1;  // pixels per unit of ImGui
    [[nodiscard]] float x(float at) const { return (at - left) * scale_x; }
    [[nodiscard]] float y(float at) const { return (at - top) * scale_y; }
};

[[nodiscard]] inline View view_of(const ImDrawData& data) {
    View view{data.DisplayPos.x, data.DisplayPos.y, data.FramebufferScale.x, data.FramebufferScale.y};
    if (!(view.scale_x > 0)) view.scale_x = 1;
    if (!(view.scale_y > 0)) view.scale_y = 1;
    return view;
}

/// The command's clip rectangle in pixels, within `part`; empty when it is no rectangle or lies outside.
[[nodiscard]] inline Box clip_of(const ImDrawCmd& command, const View& view, const Box& part) {
    const ImVec4& clip = command.ClipRect;
    const Area area{view.x(clip.x), view.y(clip.y), view.x(clip.z), view.y(clip.w)};
    if (!(area.left < area.right) || !(area.top < area.bottom)) return {};
    return pixels_of(area, part);
}

/// False for a command that names more indices than there are.
[[nodiscard]] inline bool has_indices(const ImDrawList& list, const ImDrawCmd& command) {
    const auto indices = static_cast<unsigned>(list.IdxBuffer.Size);
    return command.IdxOffset <= indices && command.ElemCount <= indices - command.IdxOffset;
}

/// ImGui writes every rectangle, glyph and picture as the corners a b c d and the triangles abc, acd.
[[nodiscard]] inline bool is_quad(const ImDrawIdx* index) {
    return index[3] == index[0] && index[4] == index[2];
}

}  // namespace kiosk
