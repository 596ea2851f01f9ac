#include "sync/publish/repository/init.h"

#include <array>

#include "sync/publish/repository/documents.h"
#include "sync/publish/repository/known.h"
#include "sync/publish/repository/privacy.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

struct NewKeys {
    std::vector<const SigningKey*> root;
    const SigningKey* targets = nullptr;
    const SigningKey* online = nullptr;
};

base::Result<NewKeys> make_keys(KeyFolder& folder) {
    NewKeys made;
    for (int i = 0; i < kRootKeys; ++i) {
        const auto key = folder.create("root");
        if (!key) return base::fail(key.error());
        made.root.push_back(*key);
    }
    for (const auto& [role, place] :
         {std::pair{"targets", &made.targets}, std::pair{"online", &made.online}}) {
        const auto key = folder.create(role);
        if (!key) return base::fail(key.error());
        *place = *key;
    }
    return made;
}

base::Status check_is_new(const fs::path& folder, const KeyFolder& keys) {
    if (auto apart = check_is_outside(keys.folder(), folder, "the folder of keys"); !apart) return apart;
    std::error_code ignored;
    if (fs::exists(folder / "metadata" / "1.root.json", ignored))
        return base::fail(base::Errc::invalid, fmt::format("{} is a repository already", folder.string()));
    if (keys.has_any() || fs::exists(keys.folder() / "known", ignored))
        return base::fail(
            base::Errc::invalid,
            fmt::format("{} holds keys already; name another folder with --keys, or remove it if no "
                        "repository uses them",
                        keys.folder().string()));
    return {};
}

using NamedFile = std::pair<const char*, std::string>;

/// In the order in which they are written.
base::Result<std::vector<NamedFile>> sign_first_versions(const NewKeys& keys, base::Instant now) {
    std::vector<NamedFile> files;
    const auto add = [&](const char* name, const nlohmann::json& document,
                         const std::vector<const SigningKey*>& signers) -> base::Status {
        auto bytes = sign(document, signers);
        if (!bytes) return base::fail(bytes.error());
        files.emplace_back(name, std::move(*bytes));
        return {};
    };
    if (auto added =
            add("1.targets.json", targets_document(1, now, nlohmann::json::object()), {keys.targets});
        !added)
        return base::fail(added.error());
    if (auto added = add("1.snapshot.json", snapshot_document(1, now, 1, files.back().second), {keys.online});
        !added)
        return base::fail(added.error());
    if (auto added = add("timestamp.json", timestamp_document(1, now, 1, files.back().second), {keys.online});
        !added)
        return base::fail(added.error());
    if (auto added =
            add("1.root.json", root_document(now, keys.root, *keys.targets, *keys.online), keys.root);
        !added)
        return base::fail(added.error());
    return files;
}

}  // namespace

base::Status init_repository(const fs::path& folder, KeyFolder& keys, base::Instant now, base::Files& files) {
    if (auto is_new = check_is_new(folder, keys); !is_new) return is_new;
    for (const char* part : {"metadata", "targets"})
        if (auto made = base::make_folders(folder / part); !made) return made;
    const auto made = make_keys(keys);
    if (!made) return base::fail(made.error());
    const auto signed_files = sign_first_versions(*made, now);
    if (!signed_files) return base::fail(signed_files.error());
    for (const auto& [name, bytes] : *signed_files)
        if (auto written = base::replace_file(files, folder / "metadata" / name, bytes); !written)
            return written;
    Known known{keys.folder(), folder / "metadata", files};
    if (auto begun = known.begin(signed_files->back().second); !begun) return begun;
    return known.follow();
}

}  // namespace publish
