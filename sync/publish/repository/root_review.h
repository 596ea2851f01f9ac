#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/repository/repository.h"
#include "sync/tuf/metadata.h"

namespace publish {

/// Shows lines to whoever holds the keys, and asks. Errors: invalid (it is not wanted, or there is nobody to
/// ask).
using Ask = std::function<base::Status(const std::vector<std::string>& lines)>;

/// What signing `file`, a next root, would mean: keys, thresholds and expiry of every role, those of the
/// present root beside the new ones, whatever else differs, and who has signed it already. One line each.
/// Errors: corrupt; unverified (a key id is not that of its key; its version is not the next one).
[[nodiscard]] base::Result<std::vector<std::string>> review_root(const Repository& repository,
                                                                 const nlohmann::json& file);

/// The same of a root that nothing is known beside. Errors: as above.
[[nodiscard]] base::Result<std::vector<std::string>> describe_root(std::string_view root);

}  // namespace publish
