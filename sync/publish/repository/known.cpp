#include "sync/publish/repository/known.h"

#include "sync/publish/repository/privacy.h"
#include "sync/tuf/metadata.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSignedTargets = "signed.targets.json";

std::string root_name(std::int64_t version) { return fmt::format("{}.root.json", version); }

}  // namespace

Known::Known(const fs::path& key_folder, fs::path metadata, base::Files& files)
    : folder_(key_folder / "known"),
      metadata_(std::move(metadata)),
      files_(files),
      received_(files, metadata_),
      client_(files, folder_, received_) {}

base::Status Known::begin(std::string_view root) {
    const auto trust = tuf::Trust::open(root);
    if (!trust) return base::fail(trust.error());
    if (files_.read(folder_ / "root.json"))
        return base::fail(
            base::Errc::invalid,
            fmt::format("{} knows a root already; remove that folder if it is to begin anew with "
                        "another one",
                        folder_.string()));
    if (auto made = make_private_folder(folder_); !made) return made;
    if (auto given = give_to_owner_above(folder_); !given) return given;
    const fs::path numbered = folder_ / root_name(trust->root().header.version);
    if (auto kept = base::replace_file(files_, numbered, root); !kept) return kept;
    return base::replace_file(files_, folder_ / "root.json", root);
}

base::Status Known::keep_root(std::int64_t version, std::string_view root) {
    if (files_.read(folder_ / root_name(version))) return {};
    return base::replace_file(files_, folder_ / root_name(version), root);
}

base::Status Known::load_root() {
    const auto root = files_.read(folder_ / "root.json");
    if (root) {
        if (auto safe = check_nobody_else_writes(folder_); !safe) return safe;
        const auto trust = tuf::Trust::open(*root);
        if (!trust) return base::fail(trust.error(), (folder_ / "root.json").string());
        return keep_root(trust->root().header.version, *root);
    }
    if (root.error().code != base::Errc::not_found) return base::fail(root.error());
    return base::fail(
        base::Errc::unverified,
        fmt::format(
            "{} has no root.json: these keys do not know yet which repository they sign for. Copy "
            "`known` from beside the other keys, or name a root that you trust once with --root FILE, "
            "such as the one that a device was given; not one from the repository, which is what has to "
            "be checked",
            folder_.string()));
}

base::Status Known::follow_roots() {
    if (auto loaded = load_root(); !loaded) return loaded;
    if (auto updated = client_.update_roots(); !updated)
        return base::fail(
            updated.error(),
            fmt::format("the roots of {} do not follow from the one that {} knows; somebody who may not has "
                        "changed them, or it is another repository. Nothing was signed",
                        metadata_.string(), folder_.string()));
    return walk_roots();
}

base::Status Known::follow() {
    if (auto followed = follow_roots(); !followed) return followed;
    auto refreshed = client_.refresh(kNothingHasExpired);
    if (refreshed || refreshed.error().code != base::Errc::unverified) return refreshed;
    return base::fail(
        refreshed.error(),
        fmt::format("{} shows what no device would take after what {} has seen: an older copy, or "
                    "a changed one",
                    metadata_.string(), folder_.string()));
}

/// From the first to the newest. A root that no file here vouches for is good where it follows from one that
/// a file does vouch for.
base::Status Known::walk_roots() {
    targets_signers_.clear();
    std::optional<tuf::Trust> walked;
    bool is_vouched_for = false;
    for (std::int64_t version = 1; version <= trust().root().header.version; ++version) {
        const std::string name = root_name(version);
        const auto shown = files_.read(metadata_ / name, tuf::Limits{}.root_bytes);
        if (!shown)
            return base::fail(
                base::Errc::unverified,
                fmt::format("{}, though version {} is known in {}: it is an older copy of the "
                            "repository, or files were taken from it",
                            shown.error().message, trust().root().header.version, folder_.string()));
        if (walked) {
            if (auto updated = walked->update_root(*shown); !updated)
                return base::fail(updated.error(), name);
        } else {
            auto first = tuf::Trust::open(*shown);
            if (!first) return base::fail(first.error(), name);
            walked = std::move(*first);
        }
        is_vouched_for = is_vouched_for || files_.read(folder_ / name).has_value();
        if (auto same = compare(version, *shown, is_vouched_for); !same) return same;
        targets_signers_.push_back({walked->root().targets, walked->root().keys});
    }
    return {};
}

base::Status Known::compare(std::int64_t version, std::string_view shown, bool is_vouched_for) {
    for (const std::string& name : {root_name(version), std::string("root.json")}) {
        if (name == "root.json" && version != trust().root().header.version) continue;
        const auto known = files_.read(folder_ / name);
        if (known && *known != shown)
            return base::fail(
                base::Errc::unverified,
                fmt::format("{} is not the root of that version that {} has: somebody replaced it. "
                            "Nothing was signed",
                            (metadata_ / root_name(version)).string(), folder_.string()));
    }
    return is_vouched_for ? keep_root(version, shown) : base::Status{};
}

base::Result<std::string> Known::bytes(const std::string& name) const { return files_.read(folder_ / name); }

base::Result<std::optional<Known::Signed>> Known::newest_signed() const {
    const auto bytes = files_.read(folder_ / kSignedTargets);
    if (!bytes && bytes.error().code == base::Errc::not_found) return std::nullopt;
    if (!bytes) return base::fail(bytes.error());
    const auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return base::fail(envelope.error(), (folder_ / kSignedTargets).string());
    const auto targets = tuf::parse_targets(envelope->signed_part);
    if (!targets) return base::fail(targets.error(), (folder_ / kSignedTargets).string());
    return Signed{targets->header.version, *bytes};
}

base::Status Known::remember_signed(std::string_view targets) {
    return base::replace_file(files_, folder_ / kSignedTargets, targets);
}

}  // namespace publish
