#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/repository.h"
#include "sync/publish/repository/root_review.h"

namespace publish {

/// Where a root waits for signatures: REPO/staged, which no server has to serve.
[[nodiscard]] std::filesystem::path staged_root_file(const Repository& repository);

/// Asks whether `document` is to be the next root, and signs it with every key that is here, of those that
/// have a say: the present root's and its own. A key of it that is `fresh` is written to its file first. With
/// enough signatures it is published; else it is left at staged_root_file(). Answers whether it was
/// published. Errors: those of `ask`, and nothing has been written then; as of review_root(), Repository and
/// KeyFolder.
[[nodiscard]] base::Result<bool> publish_or_stage_root(Repository& repository, KeyFolder& keys,
                                                       const nlohmann::json& document,
                                                       const SigningKey* fresh, const Ask& ask);

/// Shows the root that waits, and adds the signatures of the keys that are here when it is wanted; publishes
/// it when they are enough. Answers with a line for each thing that was done or is left to do. Errors:
/// not_found (none waits); as above.
[[nodiscard]] base::Result<std::vector<std::string>> sign_staged_root(Repository& repository, KeyFolder& keys,
                                                                      const Ask& ask);

}  // namespace publish
