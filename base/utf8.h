#pragma once

#include <cstddef>
#include <string_view>

namespace base {

/// How many bytes the UTF-8 character at the start of `text` takes (RFC 3629); 0 when there is none.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Whether all of `text` is UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace base
