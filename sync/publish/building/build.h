#pragma once

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// Writes the release to `output`, whole or not at all. The same folder makes the same bytes. With `earlier`,
/// the file starts as a copy of that release and only what differs is written, so that the delta between the
/// two is small; one of an earlier version of the format is no such beginning. How texts are read is worked
/// out (readings.h). REQUIRES: check_folder() found no error. Errors: io; not_found (`earlier`; libpinyin's
/// words); corrupt (`earlier` is no release of this schema); invalid (the checks let something
/// through).
[[nodiscard]] base::Status build_release(const Folder& folder, const std::filesystem::path& output,
                                         const std::optional<std::filesystem::path>& earlier);

}  // namespace publish
