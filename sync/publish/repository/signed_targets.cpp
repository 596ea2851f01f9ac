#include "sync/publish/repository/signed_targets.h"

#include "sync/publish/repository/documents.h"

namespace publish {

base::Result<std::vector<const SigningKey*>> targets_signers(const Repository& repository, KeyFolder& keys) {
    const tuf::Role& role = repository.root().targets;
    auto found = keys.open_those_here(role.key_ids);
    if (found && static_cast<std::int64_t>(found->size()) < role.threshold)
        return base::fail(
            base::Errc::not_found,
            fmt::format("the targets key {:.16} is not in {}; make the release where that key is, carry the "
                        "new files here and run `kiosk-publish timestamp`",
                        *role.key_ids.begin(), keys.folder().string()));
    return found;
}

base::Result<std::int64_t> put_signed_targets(Repository& repository,
                                              const std::vector<const SigningKey*>& signers,
                                              nlohmann::json targets, base::Instant now) {
    return repository.put_targets([&](std::int64_t number) {
        return sign(targets_document(number, now, std::move(targets)), signers);
    });
}

base::Result<std::optional<Renewed>> lead_to_targets(Repository& repository, KeyFolder& keys,
                                                     base::Instant now, std::int64_t version) {
    if (!can_renew(repository, keys)) return std::optional<Renewed>{};
    auto renewed = renew_timestamp(repository, keys, now);
    if (!renewed) return base::fail(renewed.error());
    if (renewed->targets_version < version)
        return base::fail(base::Errc::corrupt,
                          fmt::format("{}.targets.json is signed but not published: {}", version,
                                      renewed->notes.empty() ? "it is not whole" : renewed->notes.front()));
    return std::optional(std::move(*renewed));
}

}  // namespace publish
