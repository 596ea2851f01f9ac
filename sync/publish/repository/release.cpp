#include "sync/publish/repository/release.h"

#include "sync/publish/repository/compression.h"
#include "sync/publish/repository/documents.h"
#include "sync/publish/repository/history.h"
#include "sync/publish/repository/signed_targets.h"
#include "sync/release/image.h"
#include "sync/release/listing.h"
#include "sync/tuf/hashes.h"

namespace publish {
namespace {

using nlohmann::json;

json listed(std::string_view bytes) { return {{"length", bytes.size()}, {"hashes", hashes_of(bytes)}}; }

class Release {
public:
    Release(Repository& repository, const ReleaseRequest& request)
        : repository_(repository), request_(request) {}

    /// Writes every target file and answers with the object "targets".
    base::Result<json> write_targets(const json& custom, Released& released) {
        if (auto kept = keep_image(released); !kept) return base::fail(kept.error());
        const auto whole = compress(request_.catalog);
        if (!whole) return base::fail(whole.error());
        released.whole_bytes = whole->size();
        targets_[release::kCatalogTarget] = listed(request_.catalog);
        targets_[release::kCatalogTarget]["custom"] = custom;
        if (auto put = put_target(release::kWholeTarget, *whole); !put) return base::fail(put.error());
        if (auto put = write_deltas(whole->size(), released); !put) return base::fail(put.error());
        return std::move(targets_);
    }

private:
    /// Content and the image of the devices' root come and go by themselves.
    base::Status keep_image(Released& released) {
        const auto newest = repository_.targets_to_build_on(released.notes);
        if (!newest) return base::fail(newest.error());
        const json& before = newest->document.at("targets");
        if (const auto image = before.find(release::kImageTarget); image != before.end())
            targets_[release::kImageTarget] = *image;
        return {};
    }

    base::Status put_target(const std::string& name, std::string_view bytes) {
        targets_[name] = listed(bytes);
        return repository_.put_target(name, bytes);
    }

    base::Status write_deltas(std::size_t whole_bytes, Released& released) {
        const std::string sha256 = tuf::sha256_hex(request_.catalog);
        std::size_t releases_before = 0;
        for (const PastRelease& past : past_releases(repository_)) {
            if (past.sha256 == sha256 || !has_delta_from(++releases_before)) continue;
            const auto earlier = read_catalog(repository_, past);
            if (!earlier && earlier.error().code != base::Errc::not_found)
                released.notes.push_back(
                    fmt::format("no delta from {}: {}", past.version, earlier.error().message));
            if (!earlier) continue;
            const auto delta = make_delta(*earlier, request_.catalog);
            if (!delta) return base::fail(delta.error());
            if (delta->size() >= whole_bytes) continue;
            if (auto put = put_delta(past.sha256, *delta); !put) return put;
            released.delta_bytes.push_back(delta->size());
        }
        return {};
    }

    base::Status put_delta(const std::string& from, const std::string& delta) {
        const std::string name = release::delta_target(from);
        auto put = put_target(name, delta);
        targets_[name]["custom"] = release::custom_of_delta(from);
        return put;
    }

    Repository& repository_;
    const ReleaseRequest& request_;
    json targets_ = json::object();
};

/// The object "targets" of the new version.
base::Result<json> targets_of(Repository& repository, const ReleaseRequest& request, const ReleasePlan& plan,
                              Released& released) {
    if (plan.need == ReleasePlan::Need::release)
        return Release(repository, request).write_targets(plan.custom, released);
    const auto newest = repository.targets_to_build_on(released.notes);
    if (!newest) return base::fail(newest.error());
    return newest->document.at("targets");
}

}  // namespace

base::Result<Released> release(Repository& repository, KeyFolder& keys, const ReleaseRequest& request,
                               const ReleasePlan& plan, base::Instant now) {
    if (auto good = plan.check(request.reason); !good) return base::fail(good.error());
    Released released;
    if (plan.need == ReleasePlan::Need::nothing) return released;
    if (plan.need != ReleasePlan::Need::publish) {
        const auto signers = targets_signers(repository, keys);
        if (!signers) return base::fail(signers.error());
        auto targets = targets_of(repository, request, plan, released);
        if (!targets) return base::fail(targets.error());
        const auto version = put_signed_targets(repository, *signers, std::move(*targets), now);
        if (!version) return base::fail(version.error());
        released.targets_version = *version;
    }
    auto renewed = lead_to_targets(repository, keys, now, released.targets_version);
    if (!renewed) return base::fail(renewed.error());
    if (*renewed) {
        released.notes.insert(released.notes.end(), (*renewed)->notes.begin(), (*renewed)->notes.end());
        released.targets_version = (*renewed)->targets_version;
    }
    released.renewed = std::move(*renewed);
    return released;
}

}  // namespace publish
