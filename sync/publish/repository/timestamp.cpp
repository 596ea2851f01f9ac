#include "sync/publish/repository/timestamp.h"

#include <algorithm>

#include "catalog/device_state.h"
#include "sync/publish/repository/documents.h"

namespace publish {
namespace {

/// How long before a file that is signed by hand expires the operator is told.
constexpr std::chrono::days kWarning{60};
/// A clock may be set back by this much.
constexpr std::chrono::hours kClockSlack{1};

bool has_any(const KeyFolder& keys, const tuf::Role& role) {
    return std::any_of(role.key_ids.begin(), role.key_ids.end(),
                       [&](const std::string& id) { return keys.has(id); });
}

base::Result<std::vector<const SigningKey*>> signers(KeyFolder& keys, const tuf::Role& role) {
    auto found = keys.open_those_here(role.key_ids);
    if (found && static_cast<std::int64_t>(found->size()) < role.threshold)
        return base::fail(
            base::Errc::not_found,
            fmt::format("the online key {:.16} is not in {}; run `kiosk-publish timestamp` where it is",
                        *role.key_ids.begin(), keys.folder().string()));
    return found;
}

/// A timestamp from the past would be refused by every device.
base::Status check_clock(const nlohmann::json& timestamp, base::Instant now) {
    const auto written = timestamp.find("signed_at");
    if (written == timestamp.end() || !written->is_string()) return {};
    const auto before = base::parse_instant(written->get<std::string>());
    if (!before || now + kClockSlack >= *before) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format("this machine's clock says {}, but timestamp.json was signed at {}; set the clock",
                    base::format_instant(now), base::format_instant(*before)));
}

void note_expiry(const char* file, const tuf::Header& header, const char* remedy, base::Instant now,
                 std::vector<std::string>& notes) {
    if (header.expires - now > kWarning) return;
    notes.push_back(fmt::format("{} {} at {}: {}", file, header.expires > now ? "expires" : "EXPIRED",
                                base::format_instant(header.expires), remedy));
}

class Renewal {
public:
    Renewal(Repository& repository, KeyFolder& keys, base::Instant now)
        : repository_(repository), keys_(keys), now_(now) {}

    base::Result<Renewed> run(NewSnapshot snapshot) {
        const auto timestamp = repository_.timestamp();
        if (!timestamp) return base::fail(timestamp.error());
        // A rotation is what mends a timestamp that was signed with a wrong clock, or by a thief.
        if (snapshot == NewSnapshot::when_needed)
            if (auto good = check_clock(timestamp->document, now_); !good) return base::fail(good.error());
        const auto targets = repository_.newest_targets(renewed_.notes);
        if (!targets) return base::fail(targets.error());
        renewed_.targets_version = targets->metadata.header.version;
        const auto bytes = choose_snapshot(*targets, snapshot);
        if (!bytes) return base::fail(bytes.error());
        renewed_.timestamp_version = timestamp->metadata.header.version + 1;
        if (auto put = put_timestamp(*bytes); !put) return base::fail(put.error());
        note_expiry("the root", repository_.root().header,
                    "renew it with `kiosk-publish rotate-key --role root` on the machine with the root keys",
                    now_, renewed_.notes);
        note_expiry("the targets", targets->metadata.header,
                    "run `kiosk-publish release` with the current catalog", now_, renewed_.notes);
        return std::move(renewed_);
    }

private:
    /// The bytes of the present one, or of one that is written now.
    base::Result<std::string> choose_snapshot(const Repository::TargetsFile& targets, NewSnapshot snapshot) {
        const auto present = repository_.snapshot();
        if (!present) return base::fail(present.error());
        const bool is_right = present->metadata.files.at("targets.json").version == renewed_.targets_version;
        const bool is_fresh = present->metadata.header.expires - now_ > kSnapshotLife / 2;
        if (is_right && is_fresh && snapshot == NewSnapshot::when_needed) {
            renewed_.snapshot_version = present->metadata.header.version;
            return present->bytes;
        }
        return write_snapshot(targets);
    }

    base::Result<std::string> write_snapshot(const Repository::TargetsFile& targets) {
        const auto by = signers(keys_, repository_.root().snapshot);
        if (!by) return base::fail(by.error());
        base::Result<std::string> bytes;
        const auto put = repository_.put_snapshot([&](std::int64_t version) {
            return bytes =
                       sign(snapshot_document(version, now_, renewed_.targets_version, targets.bytes), *by);
        });
        if (!put) return base::fail(put.error());
        renewed_.snapshot_version = *put;
        return bytes;
    }

    base::Status put_timestamp(const std::string& snapshot) {
        const auto by = signers(keys_, repository_.root().timestamp);
        if (!by) return base::fail(by.error());
        const auto bytes = sign(
            timestamp_document(renewed_.timestamp_version, now_, renewed_.snapshot_version, snapshot), *by);
        if (!bytes) return base::fail(bytes.error());
        return repository_.put_timestamp(*bytes, renewed_.targets_version, now_);
    }

    Repository& repository_;
    KeyFolder& keys_;
    base::Instant now_;
    Renewed renewed_;
};

}  // namespace

base::Result<Renewed> renew_timestamp(Repository& repository, KeyFolder& keys, base::Instant now,
                                      NewSnapshot snapshot) {
    return Renewal(repository, keys, now).run(snapshot);
}

bool can_renew(const Repository& repository, const KeyFolder& keys) {
    return has_any(keys, repository.root().timestamp) && has_any(keys, repository.root().snapshot);
}

}  // namespace publish
