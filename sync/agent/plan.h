#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/release/listing.h"
#include "sync/tuf/metadata.h"

namespace agent {

/// What the signed metadata offer: one release.
struct Offer : release::Listing {
    std::string sha256;  // of catalog.db
    std::uint64_t length_bytes = 0;
};

/// Errors: corrupt (a field of `custom` that is there has the wrong type or value, or there is no sha256).
[[nodiscard]] base::Result<Offer> read_offer(const tuf::TargetFile& file);

/// Whether the release is for a screen in `area`.
[[nodiscard]] bool is_for_area(const Offer& offer, const std::string& area);
/// The same of whatever names areas. None: it is for all.
[[nodiscard]] bool is_for_area(const std::vector<std::string>& areas, const std::string& area);

/// Compares "0.10.2" number by number; what is missing counts as 0, what is no number ends the comparison.
[[nodiscard]] bool is_older(const std::string& version, const std::string& than);

}  // namespace agent
