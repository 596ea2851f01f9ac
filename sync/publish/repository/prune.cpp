#include "sync/publish/repository/prune.h"

#include <algorithm>
#include <set>

#include "catalog/device_state.h"
#include "sync/publish/repository/history.h"
#include "sync/publish/repository/modification_time.h"
#include "sync/publish/repository/received.h"
#include "sync/release/listing.h"
#include "sync/tuf/metadata.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

/// A device may still be on its way with what was current yesterday.
constexpr std::chrono::days kGrace{1};
/// Besides the current one.
constexpr std::size_t kWholeReleases = 2;

/// What has to stay.
struct Kept {
    std::set<std::int64_t> targets_versions;
    std::set<std::string> files;  // names, in either folder
};

class Keeper {
public:
    explicit Keeper(const Repository& repository) : repository_(repository) {}

    base::Result<Kept> find() {
        const auto timestamp = repository_.timestamp();
        if (!timestamp) return base::fail(timestamp.error());
        const auto current = repository_.current_targets_version();
        if (!current) return base::fail(current.error());
        if (auto kept = keep_whole(*current); !kept) return base::fail(kept.error());
        kept_.files.insert(fmt::format("{}.snapshot.json", timestamp->metadata.snapshot.version));
        keep_waiting(*current);
        keep_earlier(*current);
        keep_snapshots();
        return std::move(kept_);
    }

private:
    /// The metadata and every file that it lists.
    base::Status keep_whole(std::int64_t version) {
        const auto targets = repository_.past_targets(version);
        if (!targets) return base::fail(targets.error());
        keep_metadata(version);
        for (const auto& [target, file] : targets->targets)
            kept_.files.insert(repository_.target_file(target, tuf::naming_hash(file.hashes).value_or(""))
                                   .filename()
                                   .string());
        return {};
    }

    void keep_metadata(std::int64_t version) {
        kept_.targets_versions.insert(version);
        kept_.files.insert(fmt::format("{}.targets.json", version));
    }

    /// Newer than the current ones: their snapshot is still to be signed.
    void keep_waiting(std::int64_t current) {
        for (const std::int64_t version : repository_.versions("targets"))
            if (version > current && !keep_whole(version)) keep_metadata(version);
    }

    /// Those before the current one: two whole, and whatever a later release makes a delta from.
    void keep_earlier(std::int64_t current) {
        std::size_t before = 0;
        for (const PastRelease& past : past_releases(repository_)) {
            if (past.targets_version >= current) continue;
            if (++before > kFarthestDelta) return;
            keep_metadata(past.targets_version);
            kept_.files.insert(
                repository_.target_file(release::kWholeTarget, past.compressed_sha256).filename().string());
            if (before <= kWholeReleases) (void)keep_whole(past.targets_version);
        }
    }

    /// Those of the releases that stay whole are enough; of the others no device asks for one.
    void keep_snapshots() {
        for (const std::int64_t version : repository_.versions("snapshot")) {
            const std::string name = fmt::format("{}.snapshot.json", version);
            const auto bytes =
                repository_.files().read(repository_.metadata_file(name), tuf::Limits{}.snapshot_bytes);
            const auto envelope = bytes ? tuf::parse_envelope(*bytes) : base::fail(bytes.error());
            if (!envelope) continue;
            const auto snapshot = tuf::parse_snapshot(envelope->signed_part);
            if (snapshot && kept_.targets_versions.contains(snapshot->files.at("targets.json").version))
                kept_.files.insert(name);
        }
    }

    const Repository& repository_;
    Kept kept_;
};

/// Whether this program writes files of that name and may remove them. Roots and timestamp.json never go.
bool is_removable(const std::string& name) {
    if (name.ends_with(".new")) {
        const std::string whole = name.substr(0, name.size() - 4);
        return is_removable(whole) || whole == "timestamp.json" || whole.ends_with(".root.json");
    }
    if (name.ends_with(".targets.json") || name.ends_with(".snapshot.json"))
        return name.find_first_not_of("0123456789") == name.find('.') && name.front() != '.';
    return name.size() > 64 && catalog::is_sha256(name.substr(0, 64)) && name[64] == '.';
}

std::vector<fs::path> candidates(const Repository& repository, const Kept& kept, base::Instant now) {
    std::vector<fs::path> found;
    for (const char* folder : {"metadata", "targets"}) {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(repository.folder() / folder, ignored)) {
            const std::string name = entry.path().filename().string();
            const auto time = modification_time(entry.path());
            if (is_removable(name) && !kept.files.contains(name) && !entry.is_directory(ignored) && time &&
                *time + kGrace < now)
                found.push_back(fs::path(folder) / name);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

base::Result<std::vector<fs::path>> prune(Repository& repository, Pruning pruning, base::Instant now) {
    const auto kept = Keeper(repository).find();
    if (!kept) return base::fail(kept.error());
    const auto found = candidates(repository, *kept, now);
    if (pruning == Pruning::only_say) return found;
    for (const fs::path& file : found)
        if (auto removed = repository.files().remove(repository.folder() / file); !removed)
            return base::fail(removed.error());
    return found;
}

}  // namespace publish
