#include "sync/publish/commands/proof.h"

#include <fmt/format.h>

#include "catalog/known_time.h"
#include "catalog/store.h"
#include "sync/publish/evidence/evidence.h"
#include "sync/publish/repository/history.h"

namespace publish {

base::Result<std::string> prove(const Repository& repository, const ProofRequest& request,
                                base::Instant now) {
    const auto release = find_release(repository, request.release);
    if (!release) return base::fail(release.error());
    const auto catalog = read_catalog(repository, *release);
    if (!catalog) return base::fail(catalog.error());
    const auto store = catalog::Store::open_embedded(*catalog);
    if (!store) return base::fail(store.error());
    const auto id = find_target(*store, request.target);
    if (!id) return base::fail(id.error());
    const base::TimeZone zone = store->release().zone;
    const auto given = base::parse_instant(request.at, zone);
    if (!request.at.empty() && !given)
        return base::fail(
            base::Errc::invalid,
            fmt::format("--at {} is no date or time such as 2024-12-31 or 2024-12-31T08:00:00+08:00",
                        request.at));
    const base::Instant at = given.value_or(now);
    const auto today = catalog::KnownTime().after(store->release().published_at).today(at, zone, true);
    const auto told = tell_target(*store, *id, today);
    if (!told) return base::fail(told.error());
    return fmt::format(
        "{:<13} {}\n{:<13} {}\n{:<13} {}.targets.json, by a key that a root up to {} names\n"
        "{:<13} {}, whole\n{:<13} {}\n{:<13} {}\n\n{}",
        "release", release->sha256, "version", release->version, "signed in", release->targets_version,
        repository.root().header.version, "file",
        repository.target_file("catalog.db.zst", release->compressed_sha256).filename().string(), "target",
        id->text, "as of", base::format_date(today.date), *told);
}

}  // namespace publish
