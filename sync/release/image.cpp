#include "sync/release/image.h"

#include "base/printable.h"
#include "catalog/device_state.h"
#include "sync/release/listing.h"
#include "sync/tuf/fields.h"

namespace release {
namespace {

constexpr const char *kLayout = "layout", *kVersion = "release", *kSha256 = "sha256", *kLength = "length",
                     *kSpread = "spread_s", *kAreas = "areas";

}  // namespace

nlohmann::json custom_of_image(const ImageListing& listing) {
    return {{kLayout, listing.layout},       {kVersion, listing.version},       {kSha256, listing.sha256},
            {kLength, listing.length_bytes}, {kSpread, listing.spread.count()}, {kAreas, listing.areas}};
}

base::Result<ImageListing> read_image_listing(const nlohmann::json& custom) {
    base::Status status;
    if (!custom.is_object())
        return base::fail(base::Errc::corrupt, fmt::format("custom of {} is no object", kImageTarget));
    const tuf::Fields fields{custom, status};
    ImageListing listing;
    listing.layout = static_cast<int>(std::min<std::int64_t>(fields.number(kLayout, 1), 1'000'000));
    listing.version = base::printable_line(fields.text(kVersion));
    listing.sha256 = fields.text(kSha256);
    listing.length_bytes = static_cast<std::uint64_t>(fields.number(kLength, 1));
    if (fields.has(kSpread)) listing.spread = std::chrono::seconds{fields.number(kSpread, 0)};
    if (fields.has(kAreas))
        fields.for_each_text(kAreas, [&](const std::string& area) { listing.areas.push_back(area); });
    if (status && !catalog::is_sha256(listing.sha256)) fields.refuse(kSha256, "is no sha256");
    if (!status) return base::fail(status.error(), fmt::format("custom of {}", kImageTarget));
    if (listing.version.empty()) listing.version = short_hash(listing.sha256);
    return listing;
}

}  // namespace release
