#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"

/// How an image of a device's root is listed among the targets of a repository: what its publisher writes and
/// a device reads. docs/formats/repository.md describes it.
namespace release {

/// The name under which it is listed: one zstd frame, which is served.
inline constexpr const char* kImageTarget = "image.zst";

/// How a disk has to be divided for it; deploy/image/make.py makes such disks.
inline constexpr int kImageLayout = 1;

/// What a publisher says of an image: `custom` of kImageTarget.
struct ImageListing {
    int layout = kImageLayout;
    std::string version;             // for people
    std::string sha256;              // of the file system in the frame: what decides
    std::uint64_t length_bytes = 0;  // of the same
    std::chrono::seconds spread{0};
    std::vector<std::string> areas;  // empty: all
};

[[nodiscard]] nlohmann::json custom_of_image(const ImageListing& listing);
/// Fields that we do not know are left alone. Errors: corrupt (a field is missing, or has the wrong type or
/// value).
[[nodiscard]] base::Result<ImageListing> read_image_listing(const nlohmann::json& custom);

}  // namespace release
