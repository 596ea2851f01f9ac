#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sync/publish/tables/say.h"

namespace publish {

/// Why bytes are not text: what to tell the author, and where.
struct NotText {
    Message message, fix;
    std::size_t offset = 0;  // bytes from the start of the file
    int line = 1;
};

/// What bytes may be. A few characters in one encoding can be as many others in the other.
enum class Encoding { ascii, utf8, gb18030, either };
[[nodiscard]] Encoding guess_encoding(std::string_view bytes);

/// The text of a file that a spreadsheet or an editor saved, as UTF-8 with "\n" line ends and without a byte
/// order mark: UTF-8 as it is, anything else as GB18030. A file that is mostly UTF-8 with damaged bytes in it
/// is not taken for GB18030: its text would come out as other characters. `others`: what the other files of
/// its folder are, which decides where the bytes may be either; `either` stands for both, and then it is not
/// decided.
[[nodiscard]] std::variant<std::string, NotText> decode_text(std::string_view bytes,
                                                             Encoding others = Encoding::utf8);

/// Takes the first character off `text`, which decode_text() made; nothing when `text` is empty or not UTF-8.
[[nodiscard]] std::optional<char32_t> next_character(std::string_view& text);
/// How many there are in such a text.
[[nodiscard]] std::size_t count_characters(std::string_view text);

}  // namespace publish
