#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/repository.h"
#include "sync/publish/repository/timestamp.h"

namespace publish {

/// An image of the devices' root, as `./dev image` leaves it beside the disk.
struct ImageRequest {
    std::filesystem::path packed;    // one zstd frame that holds an ext4 file system
    std::string version;             // for people
    std::chrono::seconds spread{0};  // over which devices spread their downloads
    std::vector<std::string> areas;  // which devices it is for; empty: all
};

struct PublishedImage {
    bool is_known = false;  // it was listed on these terms before
    std::uint64_t packed_bytes = 0, length_bytes = 0;
    std::string sha256;  // of the file system
    std::int64_t targets_version = 0;
    std::optional<Renewed> renewed;  // nothing: a snapshot and a timestamp are still to be signed
    std::vector<std::string> notes;  // what the operator should know: one line each
};

/// Lists the image beside the release that is current; the file first, the timestamp last. Devices that know
/// of no images take no notice. Errors: corrupt (no such frame, or no file system in it); not_found (no
/// targets key here); as of Repository and KeyFolder.
[[nodiscard]] base::Result<PublishedImage> publish_image(Repository& repository, KeyFolder& keys,
                                                         const ImageRequest& request, base::Instant now);

/// No image is offered any more. Devices that have written it keep it. Errors: as above; not_found also:
/// there is none.
[[nodiscard]] base::Result<PublishedImage> withdraw_image(Repository& repository, KeyFolder& keys,
                                                          base::Instant now);

}  // namespace publish
