#pragma once

#include <memory>

#include "base/log.h"
#include "base/result.h"
#include "kiosk/platform/gles2_renderer.h"

namespace kiosk {

enum class RendererKind { automatic, software, gles2 };

/// The renderer to draw with. `automatic` is gles2 on a GPU and software everywhere else, at no cost where
/// there is no GPU: it then does not look for OpenGL at all. Call it once the window is open: drivers start
/// threads, and these must leave signals alone.
/// Errors (of gles2 alone): not_found, when there is no OpenGL ES 2.
[[nodiscard]] base::Result<std::unique_ptr<Renderer>> make_renderer(RendererKind kind, const base::Log& log);

}  // namespace kiosk
