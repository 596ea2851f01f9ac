#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/signing_key.h"

// The signed parts of metadata files, and how they become files. docs/formats/repository.md has the
// lifetimes.

namespace publish {

constexpr std::chrono::days kRootLife{365}, kTargetsLife{365}, kSnapshotLife{30}, kTimestampLife{7};

/// How many of the root's keys sign it, and how many there are.
constexpr int kRootThreshold = 2, kRootKeys = 3;

/// `keys`: of the root role; `online`: of snapshot and timestamp together.
[[nodiscard]] nlohmann::json root_document(base::Instant now, const std::vector<const SigningKey*>& keys,
                                           const SigningKey& targets, const SigningKey& online);
/// `targets`: the object of that name, by target.
[[nodiscard]] nlohmann::json targets_document(std::int64_t version, base::Instant now,
                                              nlohmann::json targets);
/// `targets_file`: the bytes of `targets_version`.targets.json.
[[nodiscard]] nlohmann::json snapshot_document(std::int64_t version, base::Instant now,
                                               std::int64_t targets_version, std::string_view targets_file);
/// `snapshot_file`: the bytes of `snapshot_version`.snapshot.json.
[[nodiscard]] nlohmann::json timestamp_document(std::int64_t version, base::Instant now,
                                                std::int64_t snapshot_version,
                                                std::string_view snapshot_file);

/// {"sha256": ...}
[[nodiscard]] nlohmann::json hashes_of(std::string_view bytes);

/// The file: the document under a signature of each key. Errors: io.
[[nodiscard]] base::Result<std::string> sign(const nlohmann::json& document,
                                             const std::vector<const SigningKey*>& keys);

}  // namespace publish
