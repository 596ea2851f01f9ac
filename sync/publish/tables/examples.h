#pragma once

#include <string_view>

namespace publish {

/// What stands in a column of a template's example row, as it is stored; empty where nothing does. The rows
/// of all tables together are a small catalog without faults, of a place that does not exist.
[[nodiscard]] std::string_view example_of(std::string_view table, std::string_view column);

}  // namespace publish
