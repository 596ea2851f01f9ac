#include "sync/tuf/client.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <tuple>

#include "sync/tuf/delegation.h"
#include "sync/tuf/encoding.h"

namespace tuf {
namespace {

/// What has to differ for a role's keys to count as rotated: not how they are named.
auto signing_keys(const Root& root, const Role& role) {
    std::set<std::tuple<std::string, std::string, std::string>> found;
    for (const std::string& id : role.key_ids)
        if (const auto key = root.keys.find(id); key != root.keys.end())
            found.emplace(key->second.type, key->second.scheme, key->second.public_part);
    return found;
}

bool has_other_keys(const Root& before, const Root& after) {
    return signing_keys(before, before.timestamp) != signing_keys(after, after.timestamp) ||
           signing_keys(before, before.snapshot) != signing_keys(after, after.snapshot);
}

}  // namespace

Client::Client(base::Files& files, std::filesystem::path folder, Fetcher& metadata, Limits limits)
    : files_(files), folder_(std::move(folder)), metadata_(metadata), limits_(limits) {}

base::Status Client::refresh(base::Instant now) {
    now_ = now;
    if (auto updated = update_roots(); !updated) return updated;
    if (auto fresh = trust_->check_root_expiry(now_); !fresh) return base::fail(fresh.error(), "root.json");
    const auto stored = restore();
    if (!stored) return base::fail(stored.error());
    if (auto updated = update_timestamp(); !updated) return updated;
    if (auto updated = update_snapshot(*stored); !updated) return updated;
    return update_targets();
}

base::Status Client::load_root() {
    trust_.reset();
    const auto bytes = files_.read(folder_ / "root.json");
    if (!bytes) return base::fail(bytes.error(), "the trusted root");
    auto trust = Trust::open(*bytes);
    if (!trust) return base::fail(trust.error(), "the trusted root.json");
    trust_ = std::move(*trust);
    return {};
}

base::Status Client::update_roots() {
    if (auto loaded = load_root(); !loaded) return loaded;
    for (int rotations = 0; rotations < limits_.root_rotations; ++rotations) {
        const std::string name = fmt::format("{}.root.json", trust_->root().header.version + 1);
        const auto bytes = get(metadata_, name, limits_.root_bytes);
        if (!bytes && bytes.error().code == base::Errc::not_found) break;
        if (!bytes) return base::fail(bytes.error());
        const Root before = trust_->root();
        if (auto updated = trust_->update_root(*bytes); !updated) return base::fail(updated.error(), name);
        if (auto kept = store("root.json", *bytes); !kept) return kept;
        are_keys_rotated_ = are_keys_rotated_ || has_other_keys(before, trust_->root());
    }
    return {};
}

/// 5.3.11, and what earlier cycles left. A file whose signatures no longer hold under the trusted root tells
/// of a rotation too: one after which the power went before the files were deleted.
base::Result<Client::Stored> Client::restore() {
    Stored found{stored("timestamp.json"), stored("snapshot.json")};
    const auto is_signed_by_others = [](const base::Status& restored) {
        return !restored && restored.error().code == base::Errc::unverified;
    };
    if (found.timestamp && is_signed_by_others(trust_->restore_timestamp(*found.timestamp)))
        are_keys_rotated_ = true;
    if (found.snapshot && is_signed_by_others(trust_->restore_snapshot(*found.snapshot)))
        are_keys_rotated_ = true;
    if (!are_keys_rotated_) return found;
    trust_->forget_timestamp_and_snapshot();
    if (!found.timestamp && !found.snapshot) {
        are_keys_rotated_ = false;
        return Stored{};
    }
    // The timestamp first: if the power goes then, a snapshot of rotated keys is left and noticed. One whose
    // keys were not rotated does no harm: who had the timestamp's key only could not sign it.
    for (const char* file : {"timestamp.json", "snapshot.json"}) {
        if (auto removed = files_.remove(folder_ / file); !removed) return base::fail(removed.error());
        if (auto synced = files_.sync_folder(folder_); !synced) return base::fail(synced.error());
    }
    are_keys_rotated_ = false;
    return Stored{};
}

base::Status Client::update_timestamp() {
    const auto bytes = get(metadata_, "timestamp.json", limits_.timestamp_bytes);
    if (!bytes) return base::fail(bytes.error());
    const auto is_newer = trust_->update_timestamp(*bytes, now_);
    if (!is_newer) return base::fail(is_newer.error(), "timestamp.json");
    return *is_newer ? store("timestamp.json", *bytes) : base::Status{};
}

base::Status Client::update_snapshot(const Stored& stored) {
    if (stored.snapshot && trust_->update_snapshot(*stored.snapshot, now_)) return {};
    const auto bytes = fetch("snapshot.json", trust_->timestamp()->snapshot, limits_.snapshot_bytes);
    if (!bytes) return base::fail(bytes.error());
    if (auto updated = trust_->update_snapshot(*bytes, now_); !updated)
        return base::fail(updated.error(), "snapshot.json");
    return store("snapshot.json", *bytes);
}

base::Status Client::update_targets() {
    const auto earlier = stored("targets.json");
    if (earlier && trust_->update_targets(*earlier, now_)) return {};
    const auto bytes =
        fetch("targets.json", trust_->snapshot()->files.at("targets.json"), limits_.targets_bytes);
    if (!bytes) return base::fail(bytes.error());
    if (auto updated = trust_->update_targets(*bytes, now_); !updated)
        return base::fail(updated.error(), "targets.json");
    return store("targets.json", *bytes);
}

base::Result<TargetFile> Client::find_target(const std::string& name) {
    assert(trust_ && trust_->targets());
    struct Visit {
        std::string delegator;
        const Keys* keys;  // of the delegator, in trust_
        Delegation delegation;
    };
    std::vector<Visit> open;  // the next one is at the back
    std::set<std::string> visited{"targets"};
    std::string role = "targets";
    const Targets* targets = trust_->targets();
    while (true) {
        if (const auto found = targets->targets.find(name); found != targets->targets.end())
            return found->second;
        auto children = delegations_for(targets->delegations, name);
        const auto last =
            std::find_if(children.begin(), children.end(), [](const auto& c) { return c.is_terminating; });
        if (last != children.end()) {
            children.erase(last + 1, children.end());
            open.clear();
        }
        for (auto child = children.rbegin(); child != children.rend(); ++child)
            open.push_back({role, &targets->delegations.keys, std::move(*child)});

        while (!open.empty() && visited.count(open.back().delegation.name) != 0) open.pop_back();
        if (open.empty() || visited.size() > static_cast<std::size_t>(limits_.delegations)) break;
        const Visit next = std::move(open.back());
        open.pop_back();
        const auto loaded = load_delegated(next.delegator, *next.keys, next.delegation);
        if (!loaded) return base::fail(loaded.error(), fmt::format("looking for the target {:.200}", name));
        role = next.delegation.name;
        visited.insert(role);
        targets = *loaded;
    }
    return base::fail(base::Errc::not_found,
                      fmt::format("no role is trusted with a target {:.200} ({} looked at{})", name,
                                  visited.size(), open.empty() ? "" : ", which is the limit"));
}

base::Result<const Targets*> Client::load_delegated(const std::string& delegator, const Keys& keys,
                                                    const Delegation& delegation) {
    const std::string& role = delegation.name;
    if (const Targets* known = trust_->delegated(delegator, role)) return known;
    const std::string on_disk = encode_name(role) + ".json";
    const auto earlier = stored(on_disk);
    if (earlier && trust_->update_delegated(delegator, keys, delegation, *earlier, now_))
        return trust_->delegated(delegator, role);
    const auto& listed = trust_->snapshot()->files;
    const auto meta = listed.find(role + ".json");
    if (meta == listed.end())
        return base::fail(base::Errc::unverified,
                          fmt::format("{:.200}.json: is not listed in snapshot.json", role));
    const auto bytes = fetch(on_disk, meta->second, limits_.targets_bytes);
    if (!bytes) return base::fail(bytes.error());
    if (auto updated = trust_->update_delegated(delegator, keys, delegation, *bytes, now_); !updated)
        return base::fail(updated.error(), on_disk);
    if (auto kept = store(on_disk, *bytes); !kept) return base::fail(kept.error());
    return trust_->delegated(delegator, role);
}

base::Result<std::string> Client::target_location(const std::string& name, const TargetFile& file) const {
    if (!trust_->root().consistent_snapshot) return encode_path(name);
    const auto hash = naming_hash(file.hashes);
    if (!hash)
        return base::fail(base::Errc::unsupported, fmt::format("{:.200}: has no hash that we know", name));
    const auto base_name = name.rfind('/') == name.npos ? 0 : name.rfind('/') + 1;
    return encode_path(name.substr(0, base_name) + *hash + "." + name.substr(base_name));
}

base::Result<std::string> Client::fetch_target(const std::string& name, const TargetFile& file,
                                               Fetcher& targets) {
    const auto location = target_location(name, file);
    if (!location) return location;
    auto bytes = get(targets, *location, file.length_bytes);
    if (!bytes) return bytes;
    if (auto good = check_content(*bytes, file.length_bytes, file.hashes); !good)
        return base::fail(good.error(), fmt::format("{:.200}", name));
    return bytes;
}

/// A file of metadata that another one lists. `file` is its name on disk, already encoded.
base::Result<std::string> Client::fetch(const std::string& file, const MetaFile& listed,
                                        std::uint64_t limit_bytes) {
    if (listed.length_bytes.value_or(0) > limit_bytes)
        return base::fail(base::Errc::unverified,
                          fmt::format("{}: should be {} bytes long, but we take at most {}", file,
                                      *listed.length_bytes, limit_bytes));
    const std::string name =
        trust_->root().consistent_snapshot ? fmt::format("{}.{}", listed.version, file) : file;
    return get(metadata_, name, listed.length_bytes.value_or(limit_bytes));
}

base::Result<std::string> Client::get(Fetcher& from, const std::string& name, std::uint64_t max_bytes) {
    auto bytes = from.get(name, max_bytes);
    if (!bytes) return base::fail(bytes.error(), name);
    if (bytes->size() > max_bytes)
        return base::fail(base::Errc::network, fmt::format("{}: is longer than {} bytes", name, max_bytes));
    return bytes;
}

base::Status Client::store(const std::string& file, std::string_view bytes) {
    auto kept = base::replace_file(files_, folder_ / file, bytes);
    if (!kept) return base::fail(kept.error(), "storing");
    return kept;
}

std::optional<std::string> Client::stored(const std::string& file) {
    auto bytes = files_.read(folder_ / file);
    if (!bytes) return std::nullopt;
    return std::move(*bytes);
}

}  // namespace tuf
