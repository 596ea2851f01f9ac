#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/result.h"
#include "kiosk/platform/renderer.h"

namespace kiosk {

/// Whether OpenGL that calls itself so runs on the CPU, where our own rasteriser costs a fraction of it.
[[nodiscard]] bool is_software_gl(std::string_view gl_renderer);

/// Draws through OpenGL ES 2 and reads back: see docs/decisions/0013-gles2-behind-the-same-seam.md. Where it
/// turns out later that the GPU cannot (a texture or a picture larger than it allows, an error, a reset) it
/// complains once and draws in software from then on.
/// Errors: not_found (no OpenGL ES 2 here); unsupported (a software GL, unless `takes_software_gl`; then it
/// complains).
[[nodiscard]] base::Result<std::unique_ptr<Renderer>> make_gles2_renderer(bool takes_software_gl,
                                                                          const base::Log& log);

}  // namespace kiosk
