#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/files.h"
#include "sync/image/partition.h"
#include "sync/image/roots.h"
#include "sync/release/image.h"
#include "sync/tuf/json.h"

// What a device takes in with an image of its root: the fields that a publisher signs, the frame, and the
// sector that grub writes. Any bytes.

namespace {

void refuse_silent(const base::Error& error) {
    if (error.message.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    std::string sector{bytes.substr(0, image::kSectorBytes)};
    sector.resize(image::kSectorBytes, '#');
    const auto roots = image::parse_sector(sector);
    if (!roots) refuse_silent(roots.error());
    if (roots && image::parse_sector(image::format_sector(*roots)) != *roots) std::abort();

    if (const auto custom = tuf::parse_json(bytes)) {
        const auto listing = release::read_image_listing(*custom);
        if (!listing) refuse_silent(listing.error());
        if (listing && listing->version.find('\n') != listing->version.npos) std::abort();
    }

    static const auto file =
        std::filesystem::temp_directory_path() / ("image_fuzz." + std::to_string(::getpid()));
    if (!base::write_file(file, bytes)) return 0;
    const auto content = image::content_of(file);
    if (!content) refuse_silent(content.error());
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return 0;
}
