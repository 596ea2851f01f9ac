#include "sync/publish/repository/history.h"

#include <algorithm>
#include <set>

#include "sync/publish/repository/compression.h"
#include "sync/tuf/hashes.h"

namespace publish {
namespace {

std::optional<tuf::Targets> parsed(const base::Result<std::string>& bytes) {
    if (!bytes) return std::nullopt;
    const auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return std::nullopt;
    auto targets = tuf::parse_targets(envelope->signed_part);
    if (!targets) return std::nullopt;
    return std::move(*targets);
}

}  // namespace

std::optional<PastRelease> release_in(const tuf::Targets& targets) {
    const auto catalog = targets.targets.find("catalog.db"), whole = targets.targets.find("catalog.db.zst");
    if (catalog == targets.targets.end() || whole == targets.targets.end()) return std::nullopt;
    const tuf::TargetFile& file = catalog->second;
    const std::string version = file.custom.is_object() ? file.custom.value("release", "") : "";
    return PastRelease{targets.header.version, version, tuf::naming_hash(file.hashes).value_or(""),
                       file.length_bytes, tuf::naming_hash(whole->second.hashes).value_or("")};
}

std::vector<PastRelease> past_releases(const Repository& repository) {
    std::vector<PastRelease> releases;
    std::set<std::string> seen;
    const auto versions = repository.versions("targets");
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        const auto file = repository.metadata_file(fmt::format("{}.targets.json", *version));
        const auto targets = parsed(repository.files().read(file));
        auto release = targets ? release_in(*targets) : std::nullopt;
        if (release && seen.insert(release->sha256).second) releases.push_back(std::move(*release));
    }
    return releases;
}

bool has_delta_from(std::size_t releases_before) {
    constexpr std::size_t kEvery = 8, kSparse[] = {16, 32, 64, kFarthestDelta};
    return (releases_before >= 1 && releases_before <= kEvery) ||
           std::find(std::begin(kSparse), std::end(kSparse), releases_before) != std::end(kSparse);
}

base::Result<std::string> read_catalog(const Repository& repository, const PastRelease& release) {
    const auto file = repository.target_file("catalog.db.zst", release.compressed_sha256);
    const auto frame = repository.files().read(file);
    if (!frame) return tl::unexpected(frame.error());
    auto catalog = decompress(*frame, release.length_bytes);
    if (!catalog) return base::fail(catalog.error(), file.string());
    if (auto same = tuf::check_content(*catalog, release.length_bytes, {{"sha256", release.sha256}}); !same)
        return base::fail(same.error(), file.string());
    return catalog;
}

}  // namespace publish
