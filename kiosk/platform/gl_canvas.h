#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "kiosk/platform/renderer.h"

namespace kiosk {

/// A picture in the memory of a GPU that ImGui's OpenGL ES 2 backend draws on. The libraries are loaded when
/// the first one is opened, and stay. Used by one thread.
class GlCanvas {
public:
    /// Errors: not_found (no EGL here, or none that works).
    [[nodiscard]] static base::Result<std::unique_ptr<GlCanvas>> open();
    ~GlCanvas();
    GlCanvas(const GlCanvas&) = delete;
    GlCanvas& operator=(const GlCanvas&) = delete;

    /// What OpenGL calls itself: its GL_RENDERER.
    [[nodiscard]] const std::string& name() const;
    /// Neither a texture nor a picture may be wider or higher. [px]
    [[nodiscard]] int max_side() const;
    /// Brings `image` into texture `name`, or a new one where that is 0, and returns its name. REQUIRES: it
    /// is not empty, and its sides are at most `max_side`.
    std::uintptr_t upload(std::uintptr_t name, const AlphaImage& image);
    /// Paints `background` (0x00RRGGBB) and `data`, whose textures are names that `upload` gave, and brings
    /// the pixels of `part` into `target`. REQUIRES: `data` is a DrawCopy of that part, and at most
    /// `max_side`. Errors: io (the GPU failed, was reset or has no memory left).
    [[nodiscard]] base::Status draw(ImDrawData& data, std::uint32_t background, const Pixels& target,
                                    const Box& part);

private:
    struct State;
    explicit GlCanvas(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kiosk
