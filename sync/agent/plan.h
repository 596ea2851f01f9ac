#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/tuf/metadata.h"

namespace agent {

/// What the signed metadata offer: one release. Its fields are those of docs/formats/repository.md.
struct Offer {
    std::string sha256;  // of catalog.db
    std::uint64_t length_bytes = 0;
    int schema = 0;
    std::string version;          // for people
    std::string minimum_version;  // of the program; empty: any
    std::chrono::seconds spread{0};
    std::vector<std::string> areas;  // empty: all
};

/// The name under which the release is listed, and the whole of it compressed.
inline constexpr const char* kCatalogTarget = "catalog.db";
inline constexpr const char* kWholeTarget = "catalog.db.zst";

/// What turns the release with that hash into the offered one.
[[nodiscard]] std::string delta_target(const std::string& from_sha256);

/// Errors: corrupt (a field of `custom` that is there has the wrong type or value, or there is no sha256).
[[nodiscard]] base::Result<Offer> read_offer(const tuf::TargetFile& file);

/// Whether a delta starts from the release with that hash, as its signed `custom` says.
[[nodiscard]] bool starts_from(const tuf::TargetFile& delta, const std::string& sha256);

/// Whether the release is for a screen in `area`.
[[nodiscard]] bool is_for_area(const Offer& offer, const std::string& area);

/// Compares "0.10.2" number by number; what is missing counts as 0, what is no number ends the comparison.
[[nodiscard]] bool is_older(const std::string& version, const std::string& than);

}  // namespace agent
