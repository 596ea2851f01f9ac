#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace publish {

/// The largest window that a device decodes, as a power of two in bytes.
constexpr int kMaxWindowLog = 27;

// One zstd frame each, with its content's size and checksum. The same input makes the same bytes with the
// same libzstd. Errors: io (out of memory).
[[nodiscard]] base::Result<std::string> compress(std::string_view content);
/// What turns `earlier` into `content`: a frame that has `earlier` as its prefix.
[[nodiscard]] base::Result<std::string> make_delta(std::string_view earlier, std::string_view content);

/// Errors: corrupt (no whole frame; of another size than `content_bytes`; a window beyond the largest).
[[nodiscard]] base::Result<std::string> decompress(std::string_view frame, std::uint64_t content_bytes);
/// The same for a delta. Errors: as above; corrupt when `earlier` is not what the delta was made from.
[[nodiscard]] base::Result<std::string> apply_delta(std::string_view earlier, std::string_view frame,
                                                    std::uint64_t content_bytes);

}  // namespace publish
