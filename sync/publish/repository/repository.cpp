#include "sync/publish/repository/repository.h"

#include <algorithm>
#include <charconv>

#include "sync/publish/repository/modification_time.h"
#include "sync/publish/repository/privacy.h"
#include "sync/publish/repository/received.h"
#include "sync/release/listing.h"
#include "sync/tuf/encoding.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/metadata.h"
#include "sync/tuf/signatures.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

/// Nobody gets there by publishing.
constexpr std::int64_t kMostVersions = 1'000'000'000'000;

/// The signed part of what is verified already.
base::Result<nlohmann::json> document_in(const std::string& name, const base::Result<std::string>& bytes) {
    if (!bytes) return base::fail(bytes.error());
    auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return base::fail(envelope.error(), name);
    return std::move(envelope->signed_part);
}

template <class Metadata>
base::Result<Repository::File<Metadata>> verified_file(const Known& known, const char* name,
                                                       const Metadata& metadata) {
    const auto bytes = known.bytes(name);
    auto document = document_in(name, bytes);
    if (!document) return base::fail(document.error());
    return Repository::File<Metadata>{*bytes, std::move(*document), metadata};
}

/// 12 of "12.targets.json"; 0 of anything else. A number that does not fit is none.
std::int64_t version_in(const std::string& name, std::string_view role) {
    std::int64_t version = 0;
    const char* const last = name.data() + name.size();
    const auto [end, error] = std::from_chars(name.data(), last, version);
    const bool is_of_role =
        error == std::errc{} &&
        std::string_view(end, static_cast<std::size_t>(last - end)) == "." + std::string(role) + ".json";
    return is_of_role && name.front() != '0' ? std::max<std::int64_t>(version, 0) : 0;
}

}  // namespace

base::Result<Repository> Repository::open(fs::path folder, const fs::path& keys, base::Files& files) {
    for (const char* part : {"metadata", "targets", "staged"})
        if (auto own = check_is_own_folder(files, folder / part); !own) return base::fail(own.error());
    if (!is_taken(files, folder / "metadata" / "1.root.json"))
        return base::fail(
            base::Errc::not_found,
            fmt::format("{} is no repository: it has no metadata/1.root.json; `kiosk-publish init` "
                        "makes one",
                        folder.string()));
    if (auto apart = check_is_outside(keys, folder, "the folder of keys"); !apart)
        return base::fail(apart.error());
    auto lock = base::Lock::take_folder(folder / "metadata");
    if (!lock && lock.error().reason == base::Reason::busy)
        return base::fail(
            base::Errc::invalid,
            fmt::format("another kiosk-publish is at work on {}; wait until it is done", folder.string()),
            base::Reason::busy);
    if (!lock) return base::fail(lock.error());
    auto known = std::make_unique<Known>(keys, folder / "metadata", files);
    Repository opened{std::move(folder), files, std::move(*lock), std::move(known)};
    if (auto followed = opened.follow_roots(); !followed) return base::fail(followed.error());
    return opened;
}

base::Status Repository::follow_roots() {
    is_followed_ = false;
    if (auto followed = known_->follow_roots(); !followed) return followed;
    auto document = document_in("root.json", known_->bytes("root.json"));
    if (!document) return base::fail(document.error());
    root_document_ = std::move(*document);
    return {};
}

base::Status Repository::follow() const {
    if (is_followed_) return {};
    if (auto followed = known_->follow(); !followed) return followed;
    is_followed_ = true;
    return {};
}

base::Status Repository::check_next_root(std::string_view bytes) const {
    tuf::Trust client = known_->trust();
    return client.update_root(bytes);
}

base::Result<Repository::File<tuf::Timestamp>> Repository::timestamp() const {
    if (auto followed = follow(); !followed) return base::fail(followed.error());
    return verified_file(*known_, "timestamp.json", *known_->trust().timestamp());
}

base::Result<Repository::File<tuf::Snapshot>> Repository::snapshot() const {
    if (auto followed = follow(); !followed) return base::fail(followed.error());
    return verified_file(*known_, "snapshot.json", *known_->trust().snapshot());
}

base::Result<Repository::TargetsFile> Repository::current_targets() const {
    if (auto followed = follow(); !followed) return base::fail(followed.error());
    return verified_file(*known_, "targets.json", *known_->trust().targets());
}

base::Result<std::int64_t> Repository::current_targets_version() const {
    if (auto followed = follow(); !followed) return base::fail(followed.error());
    return known_->trust().targets()->header.version;
}

/// No snapshot names them yet: the signature alone vouches for them.
base::Result<Repository::TargetsFile> Repository::waiting_targets(std::int64_t version) const {
    const std::string name = fmt::format("{}.targets.json", version);
    if (version >= kMostVersions)
        return base::fail(base::Errc::invalid, fmt::format("{}: nobody publishes so often", name));
    auto bytes = files_->read(metadata_file(name), tuf::Limits{}.targets_bytes);
    if (!bytes) return base::fail(bytes.error());
    auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return base::fail(envelope.error(), name);
    if (auto good = tuf::verify_signatures(*envelope, root().targets, root().keys); !good)
        return base::fail(good.error(), name);
    auto metadata = tuf::parse_targets(envelope->signed_part);
    if (!metadata) return base::fail(metadata.error(), name);
    if (metadata->header.version != version)
        return base::fail(base::Errc::corrupt,
                          fmt::format("{}: says that it is version {}", name, metadata->header.version));
    return TargetsFile{std::move(*bytes), std::move(envelope->signed_part), std::move(*metadata)};
}

base::Result<Repository::TargetsFile> Repository::newest_targets(std::vector<std::string>& notes) const {
    const auto current = current_targets_version();
    if (!current) return base::fail(current.error());
    const auto all = versions("targets");
    std::size_t unsigned_files = 0;
    base::Result<TargetsFile> newest = current_targets();
    std::string why;
    for (auto version = all.rbegin(); version != all.rend() && *version > *current; ++version) {
        auto waiting = waiting_targets(*version);
        const base::Status whole =
            waiting ? check_whole(*waiting) : base::Status(base::fail(waiting.error()));
        if (whole) {
            newest = std::move(waiting);
            break;
        }
        if (waiting)
            notes.push_back(
                fmt::format("{}.targets.json is not published: {}", *version, whole.error().message));
        else if (++unsigned_files == 1)
            why = whole.error().message;
    }
    if (unsigned_files > 0)
        notes.push_back(fmt::format("{} in metadata {} no targets that count, and can be removed: {}",
                                    unsigned_files == 1 ? "a file" : fmt::format("{} files", unsigned_files),
                                    unsigned_files == 1 ? "is" : "are", why));
    return newest;
}

base::Result<Repository::TargetsFile> Repository::targets_to_build_on(std::vector<std::string>& notes) const {
    auto newest = newest_targets(notes);
    if (!newest) return newest;
    const auto ours = known_->newest_signed();
    if (!ours) return base::fail(ours.error());
    const auto version = newest->metadata.header.version;
    if (!*ours || version > (*ours)->version || newest->bytes == (*ours)->bytes) return newest;
    const std::string here = (known_->folder() / "signed.targets.json").string();
    if (version == (*ours)->version)
        return base::fail(base::Errc::unverified,
                          fmt::format("{}.targets.json is not what these keys signed under that number ({})",
                                      version, here));
    return base::fail(
        base::Errc::unverified,
        fmt::format(
            "the newest targets here are version {}, but these keys signed version {}: this is an older "
            "copy of the repository, or somebody took them away. Get the newest copy; where they are "
            "lost, put them back (`cp {} {}`) with their target files; only where they are given up, "
            "remove {}",
            version, (*ours)->version, here,
            metadata_file(fmt::format("{}.targets.json", (*ours)->version)).string(), here));
}

base::Result<Repository::TargetsFile> Repository::targets_to_sign_anew(
    std::vector<std::string>& notes) const {
    auto newest = targets_to_build_on(notes);
    if (!newest) return newest;
    auto current = current_targets();
    const auto ours = known_->newest_signed();
    if (!ours) return base::fail(ours.error());
    const auto version = newest->metadata.header.version;
    if (!current || current->metadata.header.version == version) return current;
    if (*ours && (*ours)->bytes == newest->bytes) return newest;
    notes.push_back(
        fmt::format("{}.targets.json waits, but was not signed with these keys: it is left out; "
                    "release that catalog again if it is meant",
                    version));
    return current;
}

base::Result<tuf::Targets> Repository::past_targets(std::int64_t version) const {
    const std::string name = fmt::format("{}.targets.json", version);
    const auto bytes = files_->read(metadata_file(name), tuf::Limits{}.targets_bytes);
    if (!bytes) return base::fail(bytes.error());
    const auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return base::fail(envelope.error(), name);
    const auto& signers = known_->targets_signers();
    if (std::none_of(signers.begin(), signers.end(), [&](const Known::Signers& one) {
            return tuf::verify_signatures(*envelope, one.role, one.keys).has_value();
        }))
        return base::fail(base::Errc::unverified, fmt::format("{}: no root vouches for it", name));
    auto targets = tuf::parse_targets(envelope->signed_part);
    if (targets && targets->header.version != version)
        return base::fail(base::Errc::corrupt,
                          fmt::format("{}: says that it is version {}", name, targets->header.version));
    return targets;
}

/// The catalog as it is when it is decompressed is not served.
base::Status Repository::check_whole(const TargetsFile& file) const {
    for (const auto& [name, target] : file.metadata.targets) {
        if (name == release::kCatalogTarget) continue;
        const auto path = target_file(name, tuf::naming_hash(target.hashes).value_or(""));
        const auto bytes = files_->read(path, target.length_bytes);
        if (!bytes && bytes.error().code == base::Errc::not_found)
            return base::fail(bytes.error(), "a file is missing; copy the whole folder again");
        if (!bytes) return base::fail(bytes.error());
        if (auto same = tuf::check_content(*bytes, target.length_bytes, target.hashes); !same)
            return base::fail(same.error(), path.string());
    }
    return {};
}

std::vector<std::int64_t> Repository::versions(std::string_view role) const {
    std::vector<std::int64_t> found;
    for (const std::string& name : files_->list(folder_ / "metadata").value_or(std::vector<std::string>{}))
        if (const auto version = version_in(name, role); version > 0) found.push_back(version);
    std::sort(found.begin(), found.end());
    return found;
}

/// Whether or not their files are here: a number is never used for two contents.
base::Result<std::int64_t> Repository::highest_targets() const {
    const auto current = current_targets_version();
    if (!current) return current;
    const auto ours = known_->newest_signed();
    if (!ours) return base::fail(ours.error());
    const std::int64_t known = std::max(*current, *ours ? (*ours)->version : 0);
    const auto all = versions("targets");
    for (auto version = all.rbegin(); version != all.rend() && *version > known; ++version)
        if (waiting_targets(*version)) return *version;
    return known;
}

/// What nobody signed does not count, but its name is left alone: a proxy may have seen it.
std::int64_t Repository::free_version(std::int64_t above, std::string_view role) const {
    std::int64_t version = above + 1;
    while (is_taken(*files_, metadata_file(fmt::format("{}.{}.json", version, role)))) ++version;
    return version;
}

fs::path Repository::metadata_file(const std::string& name) const { return folder_ / "metadata" / name; }

fs::path Repository::target_file(const std::string& name, const std::string& sha256) const {
    return folder_ / "targets" / (sha256 + "." + tuf::encode_name(name));
}

base::Status Repository::put_metadata(const std::string& name, std::string_view bytes) {
    if (is_taken(*files_, metadata_file(name)))
        return base::fail(base::Errc::invalid, fmt::format("{} is there already, and may never change",
                                                           metadata_file(name).string()));
    return base::replace_file(*files_, metadata_file(name), bytes);
}

base::Result<std::int64_t> Repository::put_targets(const Sign& sign) {
    const auto highest = highest_targets();
    if (!highest) return highest;
    const std::int64_t version = free_version(*highest, "targets");
    if (version >= kMostVersions)
        return base::fail(
            base::Errc::invalid,
            fmt::format("targets {} are signed already; nobody gets there by publishing, so the key "
                        "is in other hands: replace it with `kiosk-publish rotate-key`",
                        *highest));
    const auto bytes = sign(version);
    if (!bytes) return base::fail(bytes.error());
    if (auto put = put_metadata(fmt::format("{}.targets.json", version), *bytes); !put)
        return base::fail(put.error());
    if (auto kept = known_->remember_signed(*bytes); !kept) return base::fail(kept.error());
    return version;
}

base::Result<std::int64_t> Repository::put_snapshot(const Sign& sign) {
    const auto current = snapshot();
    if (!current) return base::fail(current.error());
    const std::int64_t version = free_version(current->metadata.header.version, "snapshot");
    const auto bytes = sign(version);
    if (!bytes) return base::fail(bytes.error());
    if (auto put = put_metadata(fmt::format("{}.snapshot.json", version), *bytes); !put)
        return base::fail(put.error());
    return version;
}

base::Status Repository::put_target(const std::string& name, std::string_view bytes) {
    const fs::path file = target_file(name, tuf::sha256_hex(bytes));
    const auto there = files_->read(file, bytes.size());
    if (there && *there == bytes) return {};
    return base::replace_file(*files_, file, bytes);
}

base::Status Repository::put_timestamp(std::string_view bytes, std::int64_t targets_version,
                                       base::Instant now) {
    tuf::Trust client = known_->trust();
    if (const auto taken = client.update_timestamp(bytes, kNothingHasExpired); !taken)
        return base::fail(taken.error(), "the new timestamp.json");
    const fs::path file = metadata_file("timestamp.json"), incoming = file.string() + ".new";
    const auto before = modification_time(file);
    if (auto written = files_->write_synced(incoming, bytes); !written) return written;
    const base::Instant time = before ? std::max(now, *before + std::chrono::seconds{1}) : now;
    if (auto set = set_modification_time(incoming, time); !set) return set;
    if (auto renamed = files_->rename(incoming, file); !renamed) return renamed;
    if (auto synced = files_->sync_folder(file.parent_path()); !synced) return synced;
    is_followed_ = false;
    const auto led_to = current_targets_version();
    if (!led_to) return base::fail(led_to.error(), "timestamp.json is written, but no device would take it");
    if (*led_to == targets_version) return {};
    return base::fail(
        base::Errc::unverified,
        fmt::format("timestamp.json is written, but devices are led to targets {} and not to {}", *led_to,
                    targets_version));
}

base::Status Repository::put_root(std::string_view bytes) {
    tuf::Trust client = known_->trust();
    if (auto accepted = client.update_root(bytes); !accepted) return accepted;
    const std::int64_t version = client.root().header.version;
    if (const auto after = metadata_file(fmt::format("{}.root.json", version + 1)); is_taken(*files_, after))
        return base::fail(
            base::Errc::invalid,
            fmt::format("{} is there, though nobody has signed version {} yet; look who put it there, "
                        "and remove it: devices would stop at it",
                        after.string(), version));
    if (auto put = put_metadata(fmt::format("{}.root.json", version), bytes); !put) return put;
    return follow_roots();
}

}  // namespace publish
