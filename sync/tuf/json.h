#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tuf {

/// Objects or arrays within one another. Real metadata needs 6; `custom` may nest a little deeper.
constexpr std::size_t kMaxDepth = 64;

/// One JSON document, strictly: UTF-8, no duplicate keys at any depth, no more than `kMaxDepth` levels, whole
/// numbers of 64 bits only (canonical JSON has no others), nothing after the end.
/// Errors: corrupt, with the byte where it went wrong.
[[nodiscard]] base::Result<nlohmann::json> parse_json(std::string_view bytes);

/// OLPC canonical JSON, the form that is signed: keys in byte order, no white space, and in strings only `"`
/// and `\` escaped. REQUIRES: from `parse_json`, so that it holds no fractions.
[[nodiscard]] std::string canonical_json(const nlohmann::json& value);

}  // namespace tuf
