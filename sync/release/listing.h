#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

/// How a release is listed among the targets of a repository: what its publisher writes and a device reads.
/// docs/formats/repository.md describes it.
namespace release {

/// The name under which a release is listed, and the whole of it compressed.
inline constexpr const char* kCatalogTarget = "catalog.db";
inline constexpr const char* kWholeTarget = "catalog.db.zst";

/// A hash as far as names and messages for people show it.
[[nodiscard]] inline std::string short_hash(const std::string& sha256) { return sha256.substr(0, 16); }

/// What turns the release with that hash into the listed one.
[[nodiscard]] std::string delta_target(const std::string& from_sha256);

/// What a publisher says of a release: `custom` of kCatalogTarget. What is not there has its default.
struct Listing {
    int schema = 0;
    std::string version;  // for people
    std::optional<base::Instant> published_at;
    std::string minimum_version;  // of the program; empty: any
    std::chrono::seconds spread{0};
    std::vector<std::string> areas;  // empty: all
};

[[nodiscard]] nlohmann::json custom_of(const Listing& listing);
/// Fields that we do not know are left alone, and so is what is no object. Errors: corrupt (a field that is
/// there has the wrong type or value).
[[nodiscard]] base::Result<Listing> read_listing(const nlohmann::json& custom);

/// `custom` of a delta, which names where it starts by the whole hash.
[[nodiscard]] nlohmann::json custom_of_delta(const std::string& from_sha256);
[[nodiscard]] bool starts_from(const nlohmann::json& custom, const std::string& sha256);

/// Why it was published though it takes something back, beside what custom_of() writes; not compared.
inline constexpr const char* kReason = "reason";

}  // namespace release
