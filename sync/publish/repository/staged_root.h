#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/repository.h"

namespace publish {

/// Where a root waits for signatures: REPO/staged, which no server has to serve.
[[nodiscard]] std::filesystem::path staged_root_file(const Repository& repository);

/// Signs `document` as the next root with every key that is here, of those that have a say: the present
/// root's and its own. With enough signatures it is published; else it is left at staged_root_file(). Answers
/// whether it was published. Errors: as of Repository and KeyFolder.
[[nodiscard]] base::Result<bool> publish_or_stage_root(Repository& repository, KeyFolder& keys,
                                                       const nlohmann::json& document);

/// Adds the signatures of the keys that are here to the root that waits, and publishes it when they are
/// enough. Answers with a line for each thing that was done or is left to do. Errors: not_found (none waits);
/// unverified (it does not follow the present root); as of Repository and KeyFolder.
[[nodiscard]] base::Result<std::vector<std::string>> sign_staged_root(Repository& repository,
                                                                      KeyFolder& keys);

}  // namespace publish
