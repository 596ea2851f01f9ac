#include "sync/agent/plan.h"

#include <algorithm>
#include <charconv>

#include "base/printable.h"
#include "catalog/device_state.h"
#include "sync/tuf/fields.h"

namespace agent {
namespace {

constexpr std::size_t kFromDigits = 16;

std::vector<int> numbers_of(const std::string& version) {
    std::vector<int> numbers;
    const char *at = version.data(), *const end = at + version.size();
    for (int number = 0; at < end; ++at) {
        const auto [rest, error] = std::from_chars(at, end, number);
        if (error != std::errc{}) break;
        numbers.push_back(number);
        at = rest;
        if (at == end || *at != '.') break;
    }
    return numbers;
}

void read_custom(const nlohmann::json& custom, Offer& offer, base::Status& status) {
    const tuf::Fields fields{custom, status};
    if (fields.has("schema")) offer.schema = static_cast<int>(fields.number("schema", 0));
    if (fields.has("release")) offer.version = fields.text("release");
    if (fields.has("minimum_version")) offer.minimum_version = fields.text("minimum_version");
    if (fields.has("spread_s")) offer.spread = std::chrono::seconds{fields.number("spread_s", 0)};
    if (fields.has("areas"))
        fields.for_each_text("areas", [&](const std::string& area) { offer.areas.push_back(area); });
}

}  // namespace

std::string delta_target(const std::string& from_sha256) {
    return from_sha256.substr(0, kFromDigits) + ".catalog.zst";
}

base::Result<Offer> read_offer(const tuf::TargetFile& file) {
    Offer offer;
    const auto hash = file.hashes.find("sha256");
    if (hash == file.hashes.end() || !catalog::is_sha256(hash->second))
        return base::fail(base::Errc::corrupt,
                          fmt::format("{} is listed without its sha256", kCatalogTarget));
    offer.sha256 = hash->second;
    offer.length_bytes = file.length_bytes;
    base::Status status;
    if (file.custom.is_object()) read_custom(file.custom, offer, status);
    if (!status) return base::fail(status.error(), fmt::format("custom of {}", kCatalogTarget));
    offer.version = base::printable_line(std::move(offer.version));
    if (offer.version.empty()) offer.version = offer.sha256.substr(0, kFromDigits);
    return offer;
}

bool starts_from(const tuf::TargetFile& delta, const std::string& sha256) {
    const auto from = delta.custom.is_object() ? delta.custom.find("from") : delta.custom.end();
    return from != delta.custom.end() && from->is_string() && *from == sha256;
}

bool is_for_area(const Offer& offer, const std::string& area) {
    return offer.areas.empty() ||
           std::find(offer.areas.begin(), offer.areas.end(), area) != offer.areas.end();
}

bool is_older(const std::string& version, const std::string& than) {
    const auto a = numbers_of(version), b = numbers_of(than);
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const int left = i < a.size() ? a[i] : 0, right = i < b.size() ? b[i] : 0;
        if (left != right) return left < right;
    }
    return false;
}

}  // namespace agent
