#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

using StringTable = std::map<std::string, std::string, std::less<>>;

/// Reads TOML whose values are all strings; keys of tables are joined with a point ("state.met").
/// `name` stands in messages. Errors: invalid, with file and line.
[[nodiscard]] Result<StringTable> parse_string_table(std::string_view toml, std::string_view name);

}  // namespace base
