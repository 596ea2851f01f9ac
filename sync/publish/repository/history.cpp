#include "sync/publish/repository/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sync/publish/repository/compression.h"
#include "sync/release/listing.h"
#include "sync/tuf/hashes.h"

namespace publish {
namespace {

/// As much as a device takes by default (sync.max_catalog_mb), and of a release that it was raised for.
constexpr std::uint64_t kMostBytes = 2ull << 30;

}  // namespace

std::optional<PastRelease> release_in(const tuf::Targets& targets) {
    const auto catalog = targets.targets.find(release::kCatalogTarget),
               whole = targets.targets.find(release::kWholeTarget);
    if (catalog == targets.targets.end() || whole == targets.targets.end()) return std::nullopt;
    const tuf::TargetFile& file = catalog->second;
    if (file.length_bytes > kMostBytes) return std::nullopt;
    const auto listing = release::read_listing(file.custom);
    return PastRelease{targets.header.version,
                       listing ? listing->version : "",
                       tuf::naming_hash(file.hashes).value_or(""),
                       file.length_bytes,
                       tuf::naming_hash(whole->second.hashes).value_or(""),
                       whole->second.length_bytes};
}

std::vector<PastRelease> past_releases(const Repository& repository) {
    std::vector<PastRelease> releases;
    std::set<std::string> seen;
    const auto versions = repository.versions("targets");
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        const auto targets = repository.past_targets(*version);
        auto release = targets ? release_in(*targets) : std::nullopt;
        if (release && seen.insert(release->sha256).second) releases.push_back(std::move(*release));
    }
    return releases;
}

base::Result<PastRelease> find_release(const Repository& repository, const std::string& sha256) {
    constexpr std::size_t kLeastDigits = 8, kNamed = 5;
    if (sha256.size() < kLeastDigits || sha256.find_first_not_of("0123456789abcdef") != sha256.npos)
        return base::fail(
            base::Errc::invalid,
            fmt::format("\"{}\" is no hash of a release: give its sha256, or the first digits of it, "
                        "{} at least",
                        sha256, kLeastDigits));
    const auto releases = past_releases(repository);
    std::vector<PastRelease> found;
    for (const PastRelease& one : releases)
        if (one.sha256.starts_with(sha256)) found.push_back(one);
    if (found.size() == 1) return found.front();
    std::string names;
    for (std::size_t i = 0; i < std::min(kNamed, releases.size()); ++i)
        names += fmt::format("{}{} ({})", i == 0 ? "" : ", ", release::short_hash(releases[i].sha256),
                             releases[i].version);
    if (found.empty())
        return base::fail(base::Errc::not_found,
                          releases.empty()
                              ? "the repository has no release"
                              : fmt::format("no release {} is kept here; the newest are {}", sha256, names));
    return base::fail(base::Errc::invalid,
                      fmt::format("{} releases begin with {}: give more digits", found.size(), sha256));
}

bool has_delta_from(std::size_t releases_before) {
    constexpr std::size_t kEvery = 8, kSparse[] = {16, 32, 64, kFarthestDelta};
    return (releases_before >= 1 && releases_before <= kEvery) ||
           std::find(std::begin(kSparse), std::end(kSparse), releases_before) != std::end(kSparse);
}

base::Result<std::string> read_catalog(const Repository& repository, const PastRelease& release) {
    const auto file = repository.target_file(release::kWholeTarget, release.compressed_sha256);
    const auto frame = repository.files().read(file, release.compressed_bytes);
    if (!frame) return base::fail(frame.error());
    auto catalog = decompress(*frame, release.length_bytes);
    if (!catalog) return base::fail(catalog.error(), file.string());
    if (auto same = tuf::check_content(*catalog, release.length_bytes, {{"sha256", release.sha256}}); !same)
        return base::fail(same.error(), file.string());
    return catalog;
}

}  // namespace publish
