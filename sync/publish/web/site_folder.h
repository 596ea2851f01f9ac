#pragma once

#include <filesystem>

#include "sync/publish/web/site.h"

namespace publish::web {

/// How many files of a folder became others.
struct Written {
    std::size_t changed = 0, kept = 0, removed = 0;
};

/// Makes `folder` hold the site and nothing else, in one step: whoever reads it meanwhile sees the old pages
/// or the new ones. A file whose bytes stay the same stays the same file, with its date. Where something is
/// that is not of an earlier site, nothing is touched. Errors: invalid (something else is in the folder: the
/// message names it); io.
[[nodiscard]] base::Result<Written> write_site(const Site& site, const std::filesystem::path& folder);

}  // namespace publish::web
