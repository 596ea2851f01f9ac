#include "sync/publish/repository/image.h"

#include "sync/image/partition.h"
#include "sync/publish/repository/documents.h"
#include "sync/publish/repository/signed_targets.h"
#include "sync/release/image.h"

namespace publish {
namespace {

using nlohmann::json;

/// What a device's partition for a root takes: deploy/image/make.py.
constexpr std::uint64_t kMostBytes = 1ull << 30;

/// Signs these targets and leads clients to them.
base::Status publish_targets(Repository& repository, KeyFolder& keys, json targets, base::Instant now,
                             PublishedImage& published) {
    const auto signers = targets_signers(repository, keys);
    if (!signers) return base::fail(signers.error());
    const auto version = put_signed_targets(repository, *signers, std::move(targets), now);
    if (!version) return base::fail(version.error());
    published.targets_version = *version;
    return {};
}

base::Status lead_there(Repository& repository, KeyFolder& keys, base::Instant now,
                        PublishedImage& published) {
    auto renewed = lead_to_targets(repository, keys, now, published.targets_version);
    if (!renewed) return base::fail(renewed.error());
    if (*renewed)
        published.notes.insert(published.notes.end(), (*renewed)->notes.begin(), (*renewed)->notes.end());
    published.renewed = std::move(*renewed);
    return {};
}

base::Result<image::Content> look_into(const std::filesystem::path& packed) {
    auto content = image::content_of(packed);
    if (!content) return base::fail(content.error(), packed.string());
    if (content->length_bytes <= kMostBytes) return content;
    return base::fail(base::Errc::invalid, fmt::format("{} holds {} bytes, but a device has room for {}",
                                                       packed.string(), content->length_bytes, kMostBytes));
}

}  // namespace

base::Result<PublishedImage> publish_image(Repository& repository, KeyFolder& keys,
                                           const ImageRequest& request, base::Instant now) {
    PublishedImage published;
    const auto content = look_into(request.packed);
    if (!content) return base::fail(content.error());
    const auto bytes = base::read_file(request.packed);
    if (!bytes) return base::fail(bytes.error());
    const auto newest = repository.targets_to_build_on(published.notes);
    if (!newest) return base::fail(newest.error());
    published.packed_bytes = bytes->size();
    published.length_bytes = content->length_bytes;
    published.sha256 = content->sha256;
    const json listed{{"length", bytes->size()},
                      {"hashes", hashes_of(*bytes)},
                      {"custom", release::custom_of_image({.version = request.version,
                                                           .sha256 = content->sha256,
                                                           .length_bytes = content->length_bytes,
                                                           .spread = request.spread,
                                                           .areas = request.areas})}};
    json targets = newest->document.at("targets");
    const auto before = targets.find(release::kImageTarget);
    published.is_known = before != targets.end() && *before == listed;
    published.targets_version = newest->metadata.header.version;
    if (!published.is_known) {
        if (auto put = repository.put_target(release::kImageTarget, *bytes); !put)
            return base::fail(put.error());
        targets[release::kImageTarget] = listed;
        if (auto done = publish_targets(repository, keys, std::move(targets), now, published); !done)
            return base::fail(done.error());
    }
    if (auto led = lead_there(repository, keys, now, published); !led) return base::fail(led.error());
    return published;
}

base::Result<PublishedImage> withdraw_image(Repository& repository, KeyFolder& keys, base::Instant now) {
    PublishedImage published;
    const auto newest = repository.targets_to_build_on(published.notes);
    if (!newest) return base::fail(newest.error());
    json targets = newest->document.at("targets");
    if (targets.erase(release::kImageTarget) == 0)
        return base::fail(base::Errc::not_found, "no image is offered: there is nothing to withdraw");
    if (auto done = publish_targets(repository, keys, std::move(targets), now, published); !done)
        return base::fail(done.error());
    if (auto led = lead_there(repository, keys, now, published); !led) return base::fail(led.error());
    return published;
}

}  // namespace publish
