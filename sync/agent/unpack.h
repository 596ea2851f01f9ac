#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"

namespace agent {

/// A zstd frame and what it has to become.
struct Packed {
    std::string_view frame;
    std::string_view prefix;         // the earlier release that a delta refers to; empty: none
    std::uint64_t length_bytes = 0;  // of what comes out, exactly
    std::string sha256;              // of the same
};

/// No frame of ours needs a larger window, and none makes us keep more memory. [log2 of bytes]
constexpr int kMaxWindowLog = 27;

/// Unpacks into a new file, in pieces, and waits until it is on the disk. Stops as soon as more comes out
/// than should. Errors: corrupt (no such frame, a window that is too large, the wrong length); unverified
/// (the hash); io. After an error no file is left.
[[nodiscard]] base::Status unpack(const Packed& packed, base::Files& files, const std::filesystem::path& to);

}  // namespace agent
