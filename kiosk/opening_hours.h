#pragma once

#include "kiosk/config.h"
#include "kiosk/schedule/hours.h"

namespace kiosk {

/// Whether the settings of [hours] go together. REQUIRES: they were read against `config_settings()`. Errors:
/// invalid (two exceptions of one date, a way to switch the panel off that lacks its commands), with file and
/// line.
[[nodiscard]] base::Status check_hours(const base::Settings& settings);

/// The hours of [hours]. REQUIRES: `check_hours` found nothing.
[[nodiscard]] Hours make_hours(const Config& config);

}  // namespace kiosk
