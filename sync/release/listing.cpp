#include "sync/release/listing.h"

#include "sync/tuf/fields.h"

namespace release {
namespace {

constexpr const char *kSchema = "schema", *kVersion = "release", *kPublishedAt = "published_at",
                     *kMinimumVersion = "minimum_version", *kSpread = "spread_s", *kAreas = "areas",
                     *kFrom = "from";

}  // namespace

std::string delta_target(const std::string& from_sha256) { return short_hash(from_sha256) + ".catalog.zst"; }

nlohmann::json custom_of(const Listing& listing) {
    nlohmann::json custom{{kSchema, listing.schema},
                          {kVersion, listing.version},
                          {kMinimumVersion, listing.minimum_version},
                          {kSpread, listing.spread.count()},
                          {kAreas, listing.areas}};
    if (listing.published_at) custom[kPublishedAt] = base::format_instant(*listing.published_at);
    return custom;
}

base::Result<Listing> read_listing(const nlohmann::json& custom) {
    Listing listing;
    if (!custom.is_object()) return listing;
    base::Status status;
    const tuf::Fields fields{custom, status};
    if (fields.has(kSchema)) listing.schema = static_cast<int>(fields.number(kSchema, 0));
    if (fields.has(kVersion)) listing.version = fields.text(kVersion);
    if (fields.has(kPublishedAt)) listing.published_at = fields.moment(kPublishedAt);
    if (fields.has(kMinimumVersion)) listing.minimum_version = fields.text(kMinimumVersion);
    if (fields.has(kSpread)) listing.spread = std::chrono::seconds{fields.number(kSpread, 0)};
    if (fields.has(kAreas))
        fields.for_each_text(kAreas, [&](const std::string& area) { listing.areas.push_back(area); });
    if (!status) return base::fail(status.error());
    return listing;
}

nlohmann::json custom_of_delta(const std::string& from_sha256) { return {{kFrom, from_sha256}}; }

bool starts_from(const nlohmann::json& custom, const std::string& sha256) {
    const auto from = custom.is_object() ? custom.find(kFrom) : custom.end();
    return from != custom.end() && from->is_string() && *from == sha256;
}

}  // namespace release
