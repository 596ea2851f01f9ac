#pragma once

#include <string_view>

#include "words/language.h"

/// What a sentence of a document says of how something went, beside its numbers.
namespace words {

/// Whether a word of the sentence says so; "未完成" does not say that anything is completed. REQUIRES: not
/// none.
[[nodiscard]] bool says(std::string_view sentence, catalog::PublishedOutcome outcome,
                        const Language& language);

/// Whether it speaks of what is still to come: 预计, "is expected to".
[[nodiscard]] bool says_expected(std::string_view sentence, const Language& language);

/// The sentence of `text` that has the byte at `at`.
[[nodiscard]] std::string_view sentence_at(std::string_view text, std::size_t at, const Language& language);

}  // namespace words
