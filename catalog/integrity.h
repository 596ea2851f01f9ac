#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace catalog {

class Database;

/// Bytes at the start of a SQLite file that check_header() wants to see.
constexpr std::size_t kHeaderBytes = 100;

/// Whether a file that starts with `header` and is `file_bytes` long can be a release: before SQLite touches
/// it. Errors: corrupt (empty, not SQLite, not one of ours, cut short); unsupported (newer schema).
[[nodiscard]] base::Status check_header(std::string_view header, std::uint64_t file_bytes);

/// The version of the format that the header gives. REQUIRES: check_header() likes it.
[[nodiscard]] int version_in(std::string_view header);

/// Pages, indexes, references between tables, enumerations and dates.
/// Errors: corrupt; the message names the table, the row, the column and the value.
[[nodiscard]] base::Status check_content(Database& database, int version);

}  // namespace catalog
