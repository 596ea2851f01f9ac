#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace image {

/// What a file system is, to the byte.
struct Content {
    std::uint64_t length_bytes = 0;
    std::string sha256;
};

/// The largest window of a frame, as a power of two in bytes: what a machine of 256 MB can spare.
constexpr int kMostWindowLog = 23;

/// Unpacks one zstd frame, in pieces, to the beginning of a partition, which nobody has mounted, and waits
/// until it is on the disk. What is there was not verified: see `check_partition`. Errors: corrupt (no such
/// frame, a window that is too large, another length); io (also: the partition is too small).
[[nodiscard]] base::Status write_partition(const std::filesystem::path& packed, const Content& content,
                                           const std::filesystem::path& partition);

/// Reads back what the disk has, not what is remembered of it. Errors: unverified (another hash); io.
[[nodiscard]] base::Status check_partition(const std::filesystem::path& partition, const Content& content);

/// What a frame holds, without writing it. Errors: corrupt, as above (also: no ext4 file system); io.
[[nodiscard]] base::Result<Content> content_of(const std::filesystem::path& packed);

}  // namespace image
