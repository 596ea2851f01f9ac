#pragma once

#include <imgui.h>
// ImDrawListSharedData, which lets a draw list live without a context or a frame.
#include <imgui_internal.h>

#include <array>
#include <memory>

#include "kiosk/platform/software_renderer.h"

/// One draw list on one picture of 64 by 48 black pixels, drawn by the software renderer.
/// Texture 1 has 8 by 8 texels: `kTexels`; its first one is white, and shapes without a picture show that
/// one.
class Sheet {
public:
    static constexpr int kWidth = 64, kHeight = 48;
    static constexpr std::uintptr_t kTexture = 1;
    static constexpr int kTextureSize = 8;

    Sheet();
    [[nodiscard]] ImDrawList& list() { return *list_; }
    [[nodiscard]] std::array<std::uint8_t, kTextureSize * kTextureSize>& texels() { return texels_; }
    /// The texture coordinate of a texel's corner.
    [[nodiscard]] static ImVec2 uv(float x, float y) { return {x / kTextureSize, y / kTextureSize}; }

    void triangle(ImVec2 a, ImVec2 b, ImVec2 c, ImU32 colour);
    /// Draws the list. The result lives until the next call.
    const kiosk::Picture& picture(std::uint32_t background = 0);
    const kiosk::Picture& picture(std::uint32_t background, ImVec2 display_pos, float scale);
    /// Draws the list with another renderer.
    kiosk::Picture picture_by(kiosk::Renderer& renderer, std::uint32_t background = 0);
    /// Draws a part of it into `target`, which has this sheet's size.
    void draw_part_by(kiosk::Renderer& renderer, std::uint32_t background, kiosk::Picture& target,
                      const kiosk::Box& part);
    [[nodiscard]] std::uint64_t dropped() const { return renderer_->dropped(); }
    /// A list for a picture of another size.
    void set_size(int width, int height);

private:
    /// Has `draw` called with the list as draw data.
    template <class Draw>
    void with_data(ImVec2 display_pos, float scale, Draw draw);

    ImDrawListSharedData shared_;
    std::unique_ptr<ImDrawList> list_;
    std::array<std::uint8_t, kTextureSize * kTextureSize> texels_{};
    std::unique_ptr<kiosk::Renderer> renderer_ = kiosk::make_software_renderer();
    kiosk::Picture picture_{kWidth, kHeight, {}};
};

[[nodiscard]] inline std::uint32_t pixel(const kiosk::Picture& picture, int x, int y) {
    return picture.pixels.at(static_cast<std::size_t>(y * picture.width + x));
}
