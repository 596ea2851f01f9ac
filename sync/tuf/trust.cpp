#include "sync/tuf/trust.h"

#include <cassert>

#include "sync/tuf/signatures.h"

namespace tuf {
namespace {

auto refuse(std::string why, base::Reason reason = base::Reason::none) {
    return base::fail(base::Errc::unverified, std::move(why), reason);
}

/// Timestamp and snapshot are signed by a program every few days, root and targets by people.
enum class SignedBy { program, people };

/// A freeze attack, or a repository that nobody signs any more.
base::Status check_expiry(const Header& header, SignedBy whom, base::Instant now) {
    if (header.expires > now) return {};
    return refuse(fmt::format("version {} expired at {}; now it is {}", header.version,
                              base::format_instant(header.expires), base::format_instant(now)),
                  whom == SignedBy::people ? base::Reason::expired_offline : base::Reason::expired);
}

base::Status check_version(std::int64_t found, std::int64_t expected, std::string_view who) {
    if (found == expected) return {};
    return refuse(fmt::format("is version {}, but {} says {}", found, who, expected));
}

/// Reads and checks the signatures; `parse` is that of the role's kind.
template <class Metadata>
base::Result<Metadata> open_signed(std::string_view bytes, const Role& role, const Keys& keys,
                                   base::Result<Metadata> (*parse)(const nlohmann::json&)) {
    const auto envelope = parse_envelope(bytes);
    if (!envelope) return base::fail(envelope.error());
    if (auto good = verify_signatures(*envelope, role, keys); !good) return base::fail(good.error());
    return parse(envelope->signed_part);
}

/// 5.5.5: no file that the trusted snapshot lists may become older or disappear.
base::Status check_no_rollback(const Snapshot& trusted, const Snapshot& found) {
    for (const auto& [name, file] : trusted.files) {
        const auto now = found.files.find(name);
        if (now == found.files.end())
            return refuse(fmt::format("no longer lists {:.80}, which the trusted version {} does", name,
                                      trusted.header.version));
        if (now->second.version < file.version)
            return refuse(fmt::format("lists version {} of {:.80}, older than the trusted {} (rollback)",
                                      now->second.version, name, file.version),
                          base::Reason::outdated);
    }
    return {};
}

}  // namespace

base::Result<Trust> Trust::open(std::string_view bytes) {
    const auto envelope = parse_envelope(bytes);
    if (!envelope) return base::fail(envelope.error());
    auto root = parse_root(envelope->signed_part);
    if (!root) return base::fail(root.error());
    if (auto good = verify_signatures(*envelope, root->root, root->keys); !good)
        return base::fail(good.error());
    Trust trust;
    trust.root_ = std::move(*root);
    return trust;
}

base::Status Trust::update_root(std::string_view bytes) {
    const auto envelope = parse_envelope(bytes);
    if (!envelope) return base::fail(envelope.error());
    if (auto good = verify_signatures(*envelope, root_.root, root_.keys); !good)
        return base::fail(good.error(), fmt::format("by the keys of version {}", root_.header.version));
    auto found = parse_root(envelope->signed_part);
    if (!found) return base::fail(found.error());
    if (auto good = verify_signatures(*envelope, found->root, found->keys); !good)
        return base::fail(good.error(), "by its own keys");
    if (found->header.version != root_.header.version + 1)
        return refuse(fmt::format("is version {}, but should be {}, one more than the trusted one",
                                  found->header.version, root_.header.version + 1));
    root_ = std::move(*found);
    return {};
}

base::Status Trust::check_root_expiry(base::Instant now) const {
    return check_expiry(root_.header, SignedBy::people, now);
}

base::Status Trust::restore_timestamp(std::string_view bytes) {
    auto found = open_signed(bytes, root_.timestamp, root_.keys, parse_timestamp);
    if (!found) return base::fail(found.error());
    timestamp_ = std::move(*found);
    return {};
}

base::Status Trust::restore_snapshot(std::string_view bytes) {
    auto found = open_signed(bytes, root_.snapshot, root_.keys, parse_snapshot);
    if (!found) return base::fail(found.error());
    snapshot_ = std::move(*found);
    return {};
}

void Trust::forget_timestamp_and_snapshot() {
    timestamp_.reset();
    snapshot_.reset();
}

base::Result<bool> Trust::update_timestamp(std::string_view bytes, base::Instant now) {
    auto found = open_signed(bytes, root_.timestamp, root_.keys, parse_timestamp);
    if (!found) return base::fail(found.error());
    if (timestamp_) {
        const auto version = found->header.version, trusted = timestamp_->header.version;
        if (version < trusted)
            return refuse(
                fmt::format("is version {}, older than the trusted {} (rollback)", version, trusted),
                base::Reason::outdated);
        if (version == trusted) {
            if (auto fresh = check_expiry(timestamp_->header, SignedBy::program, now); !fresh)
                return base::fail(fresh.error());
            return false;
        }
        if (found->snapshot.version < timestamp_->snapshot.version)
            return refuse(
                fmt::format("lists version {} of snapshot.json, older than the trusted {} (rollback)",
                            found->snapshot.version, timestamp_->snapshot.version),
                base::Reason::outdated);
    }
    if (auto fresh = check_expiry(found->header, SignedBy::program, now); !fresh)
        return base::fail(fresh.error());
    timestamp_ = std::move(*found);
    return true;
}

base::Status Trust::update_snapshot(std::string_view bytes, base::Instant now) {
    assert(timestamp_);
    const MetaFile& listed = timestamp_->snapshot;
    if (auto same = check_content(bytes, listed.length_bytes, listed.hashes); !same) return same;
    auto found = open_signed(bytes, root_.snapshot, root_.keys, parse_snapshot);
    if (!found) return base::fail(found.error());
    if (auto same = check_version(found->header.version, listed.version, "timestamp.json"); !same)
        return same;
    if (snapshot_)
        if (auto kept = check_no_rollback(*snapshot_, *found); !kept) return kept;
    if (auto fresh = check_expiry(found->header, SignedBy::program, now); !fresh) return fresh;
    snapshot_ = std::move(*found);
    return {};
}

base::Status Trust::update_targets(std::string_view bytes, base::Instant now) {
    auto found = verify_targets("targets.json", bytes, root_.targets, root_.keys, now);
    if (!found) return base::fail(found.error());
    targets_ = std::move(*found);
    delegated_.clear();
    return {};
}

base::Status Trust::update_delegated(const std::string& delegator, const Keys& keys,
                                     const Delegation& delegation, std::string_view bytes,
                                     base::Instant now) {
    auto found = verify_targets(delegation.name + ".json", bytes, delegation.role, keys, now);
    if (!found) return base::fail(found.error());
    delegated_[{delegator, delegation.name}] = std::move(*found);
    return {};
}

base::Result<Targets> Trust::verify_targets(const std::string& file, std::string_view bytes, const Role& role,
                                            const Keys& keys, base::Instant now) const {
    assert(snapshot_);
    const auto listed = snapshot_->files.find(file);
    if (listed == snapshot_->files.end()) return refuse("is not listed in snapshot.json");
    const MetaFile& meta = listed->second;
    if (auto same = check_content(bytes, meta.length_bytes, meta.hashes); !same)
        return base::fail(same.error());
    auto found = open_signed(bytes, role, keys, parse_targets);
    if (!found) return found;
    if (auto same = check_version(found->header.version, meta.version, "snapshot.json"); !same)
        return base::fail(same.error());
    if (auto fresh = check_expiry(found->header, SignedBy::people, now); !fresh)
        return base::fail(fresh.error());
    return found;
}

const Targets* Trust::delegated(const std::string& delegator, const std::string& role) const {
    const auto found = delegated_.find({delegator, role});
    return found == delegated_.end() ? nullptr : &found->second;
}

}  // namespace tuf
