#pragma once

#include <string_view>
#include <vector>

#include "catalog/model.h"
#include "words/language.h"

namespace words {

/// The terms that a text has in it, in the order of `terms`, which must outlive the result. Where one is
/// within another, the longer is meant; of languages with spaces they are whole words, in large or small
/// letters.
[[nodiscard]] std::vector<const catalog::Term*> terms_in(std::string_view text,
                                                         const std::vector<catalog::Term>& terms,
                                                         const Language& language);

}  // namespace words
