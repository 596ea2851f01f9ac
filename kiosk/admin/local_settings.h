#pragma once

#include <filesystem>

#include "base/files.h"
#include "base/settings.h"

/// What was set on the screen itself, in STATE/admin/local.toml: a few of the settings, each as the settings
/// file has it, over what that says.
namespace kiosk {

/// The rows of `config_settings()` that may stand there.
[[nodiscard]] std::span<const base::Setting> local_table();

/// Checked as the settings file is; where there is no file nothing is set. Errors: invalid: as
/// Settings::parse, so with file and line, of what may not be set on the screen as well; io, corrupt (the
/// file cannot be read).
[[nodiscard]] base::Result<base::Settings> read_local(base::Files& files, const std::filesystem::path& file);

/// Replaces the file; where nothing is set there is none. Errors: io.
[[nodiscard]] base::Status write_local(base::Files& files, const std::filesystem::path& file,
                                       const base::Settings& local);

/// `main` as it is with what is set in `local`; a PIN that `main` speaks of is not set by anybody else.
[[nodiscard]] base::Settings with_local(base::Settings main, const base::Settings& local);

}  // namespace kiosk
