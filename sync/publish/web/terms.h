#pragma once

#include <vector>

#include "sync/publish/web/page.h"

namespace publish::web {

/// Those on the page of a target, explained: of its name, the sentence it stands in, and notes of its
/// figures.
[[nodiscard]] Html terms_of(const Page& page, const catalog::Facts& facts);

/// `<dl>` of terms.
[[nodiscard]] Html explained(const Page& page, const std::vector<const catalog::Term*>& terms);

}  // namespace publish::web
