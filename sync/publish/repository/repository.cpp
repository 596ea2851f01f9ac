#include "sync/publish/repository/repository.h"

#include <algorithm>
#include <charconv>

#include "sync/publish/repository/modification_time.h"
#include "sync/tuf/encoding.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/metadata.h"
#include "sync/tuf/signatures.h"

namespace publish {
namespace {

/// Nobody gets there by publishing: a file with such a number was put there by somebody else.
constexpr std::int64_t kMostVersions = 1'000'000'000'000;

namespace fs = std::filesystem;

/// The file `name`, read and verified as one of that role.
template <class Metadata>
base::Result<Repository::File<Metadata>> verified(std::string name, const base::Result<std::string>& bytes,
                                                  const tuf::Role& role, const tuf::Keys& keys,
                                                  base::Result<Metadata> (*parse)(const nlohmann::json&)) {
    if (!bytes) return tl::unexpected(bytes.error());
    auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return base::fail(envelope.error(), name);
    if (auto good = tuf::verify_signatures(*envelope, role, keys); !good)
        return base::fail(good.error(), name);
    auto metadata = parse(envelope->signed_part);
    if (!metadata) return base::fail(metadata.error(), name);
    return Repository::File<Metadata>{*bytes, std::move(envelope->signed_part), std::move(*metadata)};
}

/// 12 of "12.targets.json"; 0 of anything else.
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

base::Result<Repository> Repository::open(fs::path folder, base::Files& files) {
    const auto first = files.read(folder / "metadata" / "1.root.json");
    if (!first && first.error().code == base::Errc::not_found)
        return base::fail(
            base::Errc::not_found,
            fmt::format("{} is no repository: it has no metadata/1.root.json; `kiosk-publish init` "
                        "makes one",
                        folder.string()));
    if (!first) return tl::unexpected(first.error());
    auto trust = tuf::Trust::open(*first);
    if (!trust) return base::fail(trust.error(), "1.root.json");
    auto lock = base::Lock::take_folder(folder / "metadata");
    if (!lock && lock.error().reason == base::Reason::busy)
        return base::fail(
            base::Errc::invalid,
            fmt::format("another kiosk-publish is at work on {}; wait until it is done", folder.string()),
            base::Reason::busy);
    if (!lock) return tl::unexpected(lock.error());
    Repository opened{std::move(folder), files, std::move(*lock), std::move(*trust)};
    if (auto followed = opened.follow_roots(*first); !followed) return tl::unexpected(followed.error());
    return opened;
}

base::Status Repository::follow_roots(const std::string& first) {
    std::string newest = first;
    while (true) {
        const std::string name = fmt::format("{}.root.json", root().header.version + 1);
        const auto bytes = files_->read(metadata_file(name));
        if (!bytes && bytes.error().code == base::Errc::not_found) break;
        if (!bytes) return tl::unexpected(bytes.error());
        if (auto updated = trust_.update_root(*bytes); !updated) return base::fail(updated.error(), name);
        newest = *bytes;
    }
    const auto envelope = tuf::parse_envelope(newest);
    if (!envelope) return tl::unexpected(envelope.error());
    root_document_ = envelope->signed_part;
    return {};
}

base::Status Repository::check_next_root(std::string_view bytes) const {
    tuf::Trust client = trust_;
    return client.update_root(bytes);
}

base::Result<Repository::File<tuf::Timestamp>> Repository::timestamp() const {
    return verified("timestamp.json", files_->read(metadata_file("timestamp.json")), root().timestamp,
                    root().keys, tuf::parse_timestamp);
}

base::Result<Repository::File<tuf::Snapshot>> Repository::snapshot() const {
    const auto current = timestamp();
    if (!current) return tl::unexpected(current.error());
    const std::string name = fmt::format("{}.snapshot.json", current->metadata.snapshot.version);
    return verified(name, files_->read(metadata_file(name)), root().snapshot, root().keys,
                    tuf::parse_snapshot);
}

base::Result<Repository::TargetsFile> Repository::targets(std::int64_t version) const {
    const std::string name = fmt::format("{}.targets.json", version);
    auto file =
        verified(name, files_->read(metadata_file(name)), root().targets, root().keys, tuf::parse_targets);
    if (file && file->metadata.header.version != version)
        return base::fail(base::Errc::corrupt,
                          fmt::format("{}: says that it is version {}", name, file->metadata.header.version));
    return file;
}

base::Result<std::int64_t> Repository::current_targets_version() const {
    const auto current = snapshot();
    if (!current) return tl::unexpected(current.error());
    return current->metadata.files.at("targets.json").version;
}

base::Result<Repository::TargetsFile> Repository::newest_targets(std::vector<std::string>& notes) const {
    const auto current = current_targets_version();
    if (!current) return tl::unexpected(current.error());
    const auto all = versions("targets");
    for (auto version = all.rbegin(); version != all.rend() && *version > *current; ++version) {
        auto waiting = targets(*version);
        const base::Status whole =
            waiting ? check_whole(*waiting) : base::Status(tl::unexpected(waiting.error()));
        if (whole) return waiting;
        notes.push_back(fmt::format("{}.targets.json is not published: {}", *version, whole.error().message));
    }
    return targets(*current);
}

/// The catalog as it is when it is decompressed is not served.
base::Status Repository::check_whole(const TargetsFile& file) const {
    for (const auto& [name, target] : file.metadata.targets) {
        if (name == "catalog.db") continue;
        const auto path = target_file(name, tuf::naming_hash(target.hashes).value_or(""));
        const auto bytes = files_->read(path);
        if (!bytes) return base::fail(bytes.error(), "a file is missing; copy the whole folder again");
        if (auto same = tuf::check_content(*bytes, target.length_bytes, target.hashes); !same)
            return base::fail(same.error(), path.string());
    }
    return {};
}

std::vector<std::int64_t> Repository::versions(std::string_view role) const {
    std::vector<std::int64_t> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_ / "metadata", ignored))
        if (const auto version = version_in(entry.path().filename().string(), role);
            version > 0 && version < kMostVersions)
            found.push_back(version);
    std::sort(found.begin(), found.end());
    return found;
}

std::int64_t Repository::next_version(std::string_view role) const {
    const auto all = versions(role);
    return all.empty() ? 1 : all.back() + 1;
}

fs::path Repository::metadata_file(const std::string& name) const { return folder_ / "metadata" / name; }

fs::path Repository::target_file(const std::string& name, const std::string& sha256) const {
    return folder_ / "targets" / (sha256 + "." + tuf::encode_name(name));
}

base::Status Repository::put_metadata(const std::string& name, std::string_view bytes) {
    const auto there = files_->read(metadata_file(name));
    if (there && *there == bytes) return {};
    if (there)
        return base::fail(base::Errc::invalid,
                          fmt::format("{} is there already with other content; it may never change", name));
    return base::replace_file(*files_, metadata_file(name), bytes);
}

base::Status Repository::put_target(const std::string& name, std::string_view bytes) {
    const fs::path file = target_file(name, tuf::sha256_hex(bytes));
    const auto there = files_->read(file);
    if (there && *there == bytes) return {};
    return base::replace_file(*files_, file, bytes);
}

base::Status Repository::put_timestamp(std::string_view bytes, base::Instant now) {
    const fs::path file = metadata_file("timestamp.json"), incoming = file.string() + ".new";
    const auto before = modification_time(file);
    if (auto written = files_->write_synced(incoming, bytes); !written) return written;
    const base::Instant time = before ? std::max(now, *before + std::chrono::seconds{1}) : now;
    if (auto set = set_modification_time(incoming, time); !set) return set;
    if (auto renamed = files_->rename(incoming, file); !renamed) return renamed;
    return files_->sync_folder(file.parent_path());
}

base::Status Repository::put_root(std::string_view bytes) {
    tuf::Trust client = trust_;
    if (auto accepted = client.update_root(bytes); !accepted) return accepted;
    const auto envelope = tuf::parse_envelope(bytes);
    if (!envelope) return tl::unexpected(envelope.error());
    if (auto put = put_metadata(fmt::format("{}.root.json", client.root().header.version), bytes); !put)
        return put;
    trust_ = std::move(client);
    root_document_ = envelope->signed_part;
    return {};
}

}  // namespace publish
