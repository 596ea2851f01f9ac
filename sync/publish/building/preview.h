#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// `kiosk` beside this program, else on PATH; nothing when it is in neither place.
[[nodiscard]] std::optional<std::filesystem::path> find_kiosk();

/// Lets `kiosk` draw every page of `catalog` in both languages, as pictures below `output`/zh-CN and
/// `output`/en, and answers with what does not look right, one line each: texts that do not fit, characters
/// that no font has. Errors: io (kiosk could not be run, failed, or left no tour.json).
[[nodiscard]] base::Result<std::vector<Message>> preview(const std::filesystem::path& kiosk,
                                                         const std::filesystem::path& catalog,
                                                         const std::filesystem::path& output);

/// What a tour.json says is wrong: "zh-CN target/new-parks: ...". Errors: corrupt.
[[nodiscard]] base::Result<std::vector<Message>> read_tour(std::string_view tour, const std::string& locale);

}  // namespace publish
