#pragma once

#include "base/settings.h"
#include "kiosk/platform/key_map.h"

namespace kiosk {

/// What the settings' table [keys] says of keys. A key that the file names is taken from the action that has
/// it by default. REQUIRES: they were read against `config_settings()`. Errors: invalid, with "file:line: ":
/// the file gives one key to two actions.
[[nodiscard]] base::Result<KeyMap> make_keys(const base::Settings& settings);

}  // namespace kiosk
