#include "sync/publish/repository/rotation.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "sync/publish/repository/documents.h"
#include "sync/publish/repository/root_edit.h"
#include "sync/publish/repository/staged_root.h"
#include "sync/publish/repository/timestamp.h"
#include "sync/tuf/metadata.h"
#include "sync/tuf/signatures.h"

namespace publish {
namespace {

constexpr std::size_t kShownDigits = 16;

std::string shown(const std::string& id) { return id.substr(0, kShownDigits); }

base::Result<std::string> find_key(const KeyIds& ids, const std::string& beginning) {
    const auto begins = [&](const std::string& id) { return id.starts_with(beginning); };
    if (!beginning.empty() && std::count_if(ids.begin(), ids.end(), begins) == 1)
        return *std::find_if(ids.begin(), ids.end(), begins);
    return base::fail(base::Errc::invalid,
                      fmt::format("\"{}\" does not begin the id of one key of this role; they are {}",
                                  beginning, fmt::join(ids, ", ")));
}

/// The one that is lost, or the oldest when all are here.
base::Result<std::string> choose_key(const KeyIds& ids, const KeyFolder& keys,
                                     const std::optional<std::string>& wanted) {
    if (wanted) return find_key(ids, *wanted);
    KeyIds missing;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(missing),
                 [&](const auto& id) { return !keys.has(id); });
    if (missing.empty()) return ids.front();
    if (missing.size() == 1) return missing.front();
    return base::fail(
        base::Errc::invalid,
        fmt::format("{} keys of this role are not in {}; say with --key which one is to be replaced: {}",
                    missing.size(), keys.folder().string(), fmt::join(missing, ", ")));
}

KeyIds replaced(KeyIds ids, const std::string& from, const std::string& to) {
    ids.erase(std::remove(ids.begin(), ids.end(), from), ids.end());
    ids.push_back(to);
    return ids;
}

bool is_signed_by(const std::string& file, const std::string& key_id, const Repository& repository) {
    const auto envelope = tuf::parse_envelope(file);
    return envelope && tuf::verify_signatures(*envelope, {{key_id}, 1}, repository.root().keys).has_value();
}

class Rotation {
public:
    Rotation(Repository& repository, KeyFolder& keys, RotatedRole role, base::Instant now, const Ask& ask)
        : repository_(repository), keys_(keys), role_(role), now_(now), ask_(ask) {}

    base::Result<Steps> rotate_root(const std::optional<std::string>& wanted) {
        const KeyIds ids = key_ids(repository_, "root");
        const auto old = choose_key(ids, keys_, wanted);
        if (!old) return base::fail(old.error());
        const auto fresh = keys_.make("root");
        if (!fresh) return base::fail(fresh.error());
        const auto is_out = publish_root(replaced(ids, *old, (*fresh)->id()), *fresh);
        if (!is_out) return base::fail(is_out.error());
        if (*is_out) say_replaced(*old, (*fresh)->id());
        return std::move(steps_);
    }

    /// For every other role.
    base::Result<Steps> rotate_signer(const std::optional<std::string>& wanted) {
        const auto is_begun = begin(wanted);
        if (!is_begun) return base::fail(is_begun.error());
        if (!*is_begun) return std::move(steps_);
        const KeyIds ids = key_ids(repository_, names().front());
        const auto is_signed = sign_anew(ids.back());
        if (!is_signed) return base::fail(is_signed.error());
        if (!*is_signed) return std::move(steps_);
        const auto is_out = publish_root({ids.back()}, nullptr);
        if (!is_out) return base::fail(is_out.error());
        if (*is_out) say_replaced(ids.front(), ids.back());
        return std::move(steps_);
    }

private:
    [[nodiscard]] std::vector<std::string> names() const {
        switch (role_) {
            case RotatedRole::root:
                return {"root"};
            case RotatedRole::targets:
                return {"targets"};
            default:
                return {"snapshot", "timestamp"};
        }
    }

    /// The first step: a root with the old key and a new one. Answers whether the second step can follow.
    base::Result<bool> begin(const std::optional<std::string>& wanted) {
        const KeyIds ids = key_ids(repository_, names().front());
        if (wanted)
            if (const auto known = find_key(ids, *wanted); !known) return base::fail(known.error());
        const bool is_under_way = ids.size() > 1;
        const bool is_new_one_lost = is_under_way && wanted && ids.back().starts_with(*wanted);
        if (is_under_way && !is_new_one_lost) return true;
        const auto fresh = keys_.make(role_ == RotatedRole::targets ? "targets" : "online");
        if (!fresh) return base::fail(fresh.error());
        const auto is_out = publish_root({ids.front(), (*fresh)->id()}, *fresh);
        if (is_out && *is_out)
            steps_.push_back(
                fmt::format("{}.root.json: {} may be signed by the old key {} and by the new one, {}",
                            repository_.root().header.version, fmt::join(names(), " and "),
                            shown(ids.front()), shown((*fresh)->id())));
        return is_out;
    }

    /// The second step. Answers whether clients are led to files that the new key signed.
    base::Result<bool> sign_anew(const std::string& id) {
        return role_ == RotatedRole::targets ? sign_targets(id) : sign_online(id);
    }

    base::Result<bool> sign_targets(const std::string& id) {
        const auto newest = repository_.targets_to_sign_anew(steps_);
        if (!newest) return base::fail(newest.error());
        if (!is_signed_by(newest->bytes, id, repository_))
            if (auto written = write_targets(*newest, id); !written) return base::fail(written.error());
        if (can_renew(repository_, keys_))
            if (const auto renewed = renew_timestamp(repository_, keys_, now_); !renewed)
                return base::fail(renewed.error());
        const auto listed = repository_.current_targets();
        if (!listed) return base::fail(listed.error());
        if (is_signed_by(listed->bytes, id, repository_)) return true;
        steps_.push_back(
            "the online key is not here: carry the new files to the server and run `kiosk-publish timestamp` "
            "there; "
            "then bring its metadata back and run this command again");
        return false;
    }

    base::Status write_targets(const Repository::TargetsFile& newest, const std::string& id) {
        if (!keys_.has(id)) return missing(id);
        const auto signers = keys_.open_those_here(repository_.root().targets.key_ids);
        if (!signers) return base::fail(signers.error());
        const auto version = repository_.put_targets([&](std::int64_t number) {
            return sign(targets_document(number, now_, newest.document.at("targets")), *signers);
        });
        if (!version) return base::fail(version.error());
        steps_.push_back(fmt::format("{}.targets.json is signed with the new key", *version));
        return {};
    }

    base::Result<bool> sign_online(const std::string& id) {
        const auto timestamp = repository_.timestamp();
        if (!timestamp) return base::fail(timestamp.error());
        const auto snapshot = repository_.snapshot();
        if (!snapshot) return base::fail(snapshot.error());
        if (is_signed_by(timestamp->bytes, id, repository_) && is_signed_by(snapshot->bytes, id, repository_))
            return true;
        if (!keys_.has(id)) return base::fail(missing(id).error());
        const auto renewed = renew_timestamp(repository_, keys_, now_, NewSnapshot::always);
        if (!renewed) return base::fail(renewed.error());
        steps_.push_back(fmt::format("{}.snapshot.json and timestamp.json are signed with the new key",
                                     renewed->snapshot_version));
        return true;
    }

    /// The next root with these keys for the role. Answers whether it is out, and not waiting for signatures.
    base::Result<bool> publish_root(const KeyIds& ids, const SigningKey* fresh) {
        RootEdit edit{repository_, now_};
        if (fresh) edit.add_key(*fresh);
        for (const std::string& name : names()) edit.set_keys(name, ids);
        const auto is_out = publish_or_stage_root(repository_, keys_, edit.document(), fresh, ask_);
        if (is_out && !*is_out)
            steps_.push_back(
                fmt::format("{} waits: too few root keys are here. Carry the repository to a machine with "
                            "another root key and run "
                            "`kiosk-publish sign` there{}",
                            staged_root_file(repository_).string(),
                            role_ == RotatedRole::root ? "" : "; then run this command again"));
        return is_out;
    }

    [[nodiscard]] base::Status missing(const std::string& id) const {
        return base::fail(
            base::Errc::not_found,
            fmt::format("the new key {} is not in {}; run this where it is, or name it with --key to "
                        "replace it by another",
                        shown(id), keys_.folder().string()));
    }

    void say_replaced(const std::string& old, const std::string& fresh) {
        steps_.push_back(fmt::format(
            "{}.root.json: the key of {} is {}; {} counts no more, and its file can be "
            "destroyed",
            repository_.root().header.version, fmt::join(names(), " and "), shown(fresh), shown(old)));
        if (role_ == RotatedRole::online)
            steps_.push_back(fmt::format("the server needs online-{}.pem", shown(fresh)));
    }

    Repository& repository_;
    KeyFolder& keys_;
    RotatedRole role_;
    base::Instant now_;
    const Ask& ask_;
    Steps steps_;
};

}  // namespace

base::Result<Steps> rotate_key(Repository& repository, KeyFolder& keys, RotatedRole role,
                               const std::optional<std::string>& key_id, base::Instant now, const Ask& ask) {
    if (const auto waiting = staged_root_file(repository); is_taken(repository.files(), waiting))
        return base::fail(
            base::Errc::invalid,
            fmt::format("{} waits for signatures: run `kiosk-publish sign`, or remove it to start again",
                        waiting.string()));
    Rotation rotation{repository, keys, role, now, ask};
    return role == RotatedRole::root ? rotation.rotate_root(key_id) : rotation.rotate_signer(key_id);
}

}  // namespace publish
