#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace publish {

/// Runs a program and waits for it; it shares our standard streams. Errors: io (it could not be started, was
/// killed, or ended with another status than 0).
[[nodiscard]] base::Status run_child(const std::filesystem::path& program,
                                     std::vector<std::string> arguments);

}  // namespace publish
