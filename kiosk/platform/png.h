#pragma once

#include <filesystem>

#include "base/result.h"
#include "kiosk/platform/renderer.h"

namespace kiosk {

/// Writes an 8-bit RGB PNG, compressed for speed. Errors: io; of a file that could not be written whole
/// nothing is left.
[[nodiscard]] base::Status write_png(const std::filesystem::path& path, const Picture& picture);

/// `picture` reduced to `width` pixels by area averaging; for contact sheets. REQUIRES: 0 < width <=
/// picture.width.
[[nodiscard]] Picture shrink(const Picture& picture, int width);

/// Turned clockwise by `degrees` (0, 90, 180 or 270).
void rotate(const Picture& picture, int degrees, Picture& into);

}  // namespace kiosk
