#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "catalog/model.h"
#include "words/language.h"

namespace words {

/// Where a term stands in a text, in bytes.
struct TermPlace {
    const catalog::Term* term;
    std::size_t at, length;
};

/// Where the terms stand in a text, from its beginning to its end. `terms` must outlive the result. Where one
/// is within another, the longer is meant; of languages with spaces they are whole words, in large or small
/// letters.
[[nodiscard]] std::vector<TermPlace> term_places(std::string_view text, std::span<const catalog::Term> terms,
                                                 const Language& language);

/// The terms that a text has in it, in the order of `terms`, which must outlive the result.
[[nodiscard]] std::vector<const catalog::Term*> terms_in(std::string_view text,
                                                         std::span<const catalog::Term> terms,
                                                         const Language& language);

}  // namespace words
