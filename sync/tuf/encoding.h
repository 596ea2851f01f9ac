#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tuf {

/// Lower case, two digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);

/// Nothing when `text` is not pairs of hexadecimal digits, of either case.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

/// RFC 3986: everything but letters, digits and "-._~" as %XX. The result names one file: it holds no '/',
/// and is neither "." nor ".." (their points are encoded as well).
[[nodiscard]] std::string encode_name(std::string_view name);

/// As `encode_name`, but for each part between the '/' of a path, which stay.
[[nodiscard]] std::string encode_path(std::string_view path);

}  // namespace tuf
