#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace publish {

/// Why bytes are not text: what to tell the author, and where.
struct NotText {
    std::string message, fix;
    std::size_t offset = 0;  // bytes from the start of the file
    int line = 1;
};

/// The text of a file that a spreadsheet or an editor saved, as UTF-8 with "\n" line ends and without a byte
/// order mark: UTF-8 as it is, anything else as GB18030. A file that is mostly UTF-8 with damaged bytes in it
/// is not taken for GB18030: its text would come out as other characters.
[[nodiscard]] std::variant<std::string, NotText> decode_text(std::string_view bytes);

/// Takes the first character off `text`, which decode_text() made; nothing when `text` is empty or not UTF-8.
[[nodiscard]] std::optional<char32_t> next_character(std::string_view& text);

}  // namespace publish
