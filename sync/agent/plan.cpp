#include "sync/agent/plan.h"

#include <algorithm>
#include <charconv>

#include "base/printable.h"
#include "catalog/areas.h"
#include "catalog/device_state.h"

namespace agent {
namespace {

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

}  // namespace

base::Result<Offer> read_offer(const tuf::TargetFile& file) {
    const auto hash = file.hashes.find("sha256");
    if (hash == file.hashes.end() || !catalog::is_sha256(hash->second))
        return base::fail(base::Errc::corrupt,
                          fmt::format("{} is listed without its sha256", release::kCatalogTarget));
    auto listing = release::read_listing(file.custom);
    if (!listing) return base::fail(listing.error(), fmt::format("custom of {}", release::kCatalogTarget));
    Offer offer{std::move(*listing), hash->second, file.length_bytes};
    offer.version = base::printable_line(std::move(offer.version));
    if (offer.version.empty()) offer.version = release::short_hash(offer.sha256);
    return offer;
}

bool is_for_area(const Offer& offer, const std::string& area) { return is_for_area(offer.areas, area); }

bool is_for_area(const std::vector<std::string>& areas, const std::string& area) {
    const auto reaches = [&](const std::string& one) {
        return !one.empty() && catalog::is_for_area(one, area);
    };
    return areas.empty() || std::any_of(areas.begin(), areas.end(), reaches);
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
