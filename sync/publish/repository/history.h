#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/repository/repository.h"
#include "sync/tuf/metadata.h"

namespace publish {

/// A release as the targets of its time list it.
struct PastRelease {
    std::int64_t targets_version = 0;  // of several with one catalog the newest
    std::string version;               // `release.version` of the catalog
    std::string sha256;                // of catalog.db
    std::uint64_t length_bytes = 0;    // of catalog.db
    std::string compressed_sha256;     // of catalog.db.zst
    std::uint64_t compressed_bytes = 0;
};

/// Nothing when the targets hold no release.
[[nodiscard]] std::optional<PastRelease> release_in(const tuf::Targets& targets);

/// Every release whose targets file is still there and that a root up to now vouches for, newest first; each
/// catalog once.
[[nodiscard]] std::vector<PastRelease> past_releases(const Repository& repository);

/// The one whose catalog has that sha256, or begins with those digits. Errors: invalid (fewer than 8 digits,
/// or no hexadecimal ones; several begin so); not_found, naming the newest that there are.
[[nodiscard]] base::Result<PastRelease> find_release(const Repository& repository, const std::string& sha256);

/// How far before a release another one may lie that it has a delta from, counted from 1.
[[nodiscard]] bool has_delta_from(std::size_t releases_before);
/// The farthest.
constexpr std::size_t kFarthestDelta = 128;

/// The catalog of a past release, from its compressed file. Errors: not_found (removed); corrupt, unverified
/// (damaged); io.
[[nodiscard]] base::Result<std::string> read_catalog(const Repository& repository,
                                                     const PastRelease& release);

}  // namespace publish
