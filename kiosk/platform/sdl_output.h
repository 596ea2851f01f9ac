#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "kiosk/platform/key_map.h"
#include "kiosk/platform/output.h"

namespace kiosk {

struct SdlOptions {
    bool windowed = false;  // with a frame and a cursor
    std::optional<PixelSize>
        size;              // as it lies; without it the whole screen, or a window of an upright 1280x720
    int rotation_deg = 0;  // of that window: what hangs turned is opened turned
    std::string title;
    KeyMap keys = {};
    std::function<void(const std::string&)> name_key = {};  // called with each key that goes down; for good
    std::function<void()> on_server_gone = {};  // called before the program ends for that reason; for good
    base::Log log = {};                         // of what the X server does later; for good
};

/// A window of SDL: pixels go from memory to the X server, whatever drew them. Over the whole screen it
/// follows the screen's size. One at a time in a program. Errors: not_found when there is no display (with
/// what to do about it); unsupported when its screen cannot be drawn on; io. Afterwards neither a terminal
/// nor a reader of our words that goes away ends the program.
[[nodiscard]] base::Result<std::unique_ptr<Output>> open_sdl_output(const SdlOptions& options);

}  // namespace kiosk
