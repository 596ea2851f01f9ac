#pragma once

#include <optional>
#include <string_view>

#include "sync/publish/tables/coverage.h"
#include "sync/publish/tables/headings.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// What is wrong with a filled cell, and what to do: both empty when nothing is.
struct Verdict {
    Message message, fix;
};

/// "U+200B (zero width space)"; the code alone where people do not confuse the character.
[[nodiscard]] Message named(char32_t character);

/// "“个” (U+4E2A)" of the first character of `text`, "nothing more" when it is empty; with its name where it
/// has one, and without itself where it cannot be seen.
[[nodiscard]] Message first_character(std::string_view text);

/// The first character that looks like one that belongs into a number, a date or a word but is another:
/// "; its character 1 is U+FF13 (full-width digit)". Empty when there is none.
[[nodiscard]] Message lookalike_in(std::string_view text);

/// Characters that cannot be seen or drawn, line ends and blanks where none belong. `coverage`: nullptr when
/// the fonts are not known.
[[nodiscard]] Verdict judge_characters(const Column& column, std::string_view text, const Coverage* coverage);

/// "#N/A" and the like: what a spreadsheet shows in place of a value.
[[nodiscard]] bool is_spreadsheet_error(std::string_view text);

}  // namespace publish
