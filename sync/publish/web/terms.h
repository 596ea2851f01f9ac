#pragma once

#include <string_view>
#include <vector>

#include "sync/publish/web/page.h"

namespace publish::web {

/// The terms that a text has in it, in the order of the catalog. Where one is within another, the longer is
/// meant; of English they are whole words.
[[nodiscard]] std::vector<const catalog::Term*> terms_in(std::string_view text,
                                                         const std::vector<catalog::Term>& terms,
                                                         const words::Language& language);

/// Those on the page of a target, explained: of its name, the sentence it stands in, and notes of its
/// figures.
[[nodiscard]] Html terms_of(const Page& page, const catalog::Facts& facts);

/// `<dl>` of terms.
[[nodiscard]] Html explained(const Page& page, const std::vector<const catalog::Term*>& terms);

}  // namespace publish::web
