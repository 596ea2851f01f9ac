#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "kiosk/platform/damage.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/scenes/sheet.h"
#include "kiosk/ui/overlay.h"

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
    void paint(const Page& page, const Theme& theme, const Metrics& metrics, const Overlay& overlay,
               Record& record, Picture& picture);

    // The same in steps, for a glass that remembers what it shows.

    /// Lays `page` out for `draw` and notes it in `record`.
    void compose(const Page& page, const Theme& theme, const Metrics& metrics, const Overlay& overlay,
                 Record& record);
    /// Lays out nothing but what moves on that page, for `draw`, which then may be asked for no more than the
    /// box that this returns. Nothing: nothing moves on it.
    /// REQUIRES: `page` is the page that was composed last.
    [[nodiscard]] std::optional<Box> compose_moving(const Page& page, const Theme& theme,
                                                    const Overlay& overlay);
    /// Whether `draw` can draw all of the page: nothing was composed by `compose_moving` since.
    [[nodiscard]] bool is_whole() const { return is_whole_; }
    /// Where the page that was composed last looks different from the one at the last call; see damage.h.
    [[nodiscard]] std::vector<Box> changes();
    /// All of the next page counts as changed.
    void forget() { damage_.forget(); }
    /// Draws a part of the page that was composed last. REQUIRES: `part` lies in `target.box`.
    void draw(const Pixels& target, const Box& part);
    /// See Renderer::dropped.
    [[nodiscard]] std::uint64_t dropped() const { return renderer_->dropped(); }
    /// Of the page that was composed last.
    [[nodiscard]] PixelSize size() const { return size_; }

private:
    /// Has `layout` draw into ImGui's lists.
    void frame(const Metrics& metrics, const std::function<void(ImDrawList*)>& layout);
    void share_textures();

    Fonts& fonts_;
    std::unique_ptr<Renderer> renderer_;
    ImGuiContext* context_;
    Damage damage_;
    PixelSize size_;
    std::uint32_t background_ = 0;
    std::optional<MovingPart> moving_;
    bool is_whole_ = false;
};

}  // namespace kiosk
