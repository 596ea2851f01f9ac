#pragma once

#include <memory>
#include <string_view>

#include "kiosk/platform/renderer.h"
#include "kiosk/scenes/sheet.h"

struct ImGuiContext;

namespace kiosk {

/// Turns pages into pictures: owns ImGui's context and keeps the renderer's textures equal to the glyph
/// atlas.
class Painter {
public:
    Painter(Fonts& fonts, std::unique_ptr<Renderer> renderer);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    /// Draws `page` into `picture`, which gets the size of `metrics`, and notes it in `record`.
    void paint(const Page& page, const Theme& theme, const Metrics& metrics, std::string_view focus,
               Record& record, Picture& picture);

private:
    void share_textures();

    Fonts& fonts_;
    std::unique_ptr<Renderer> renderer_;
    ImGuiContext* context_;
};

}  // namespace kiosk
