#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "kiosk/ui/glyph_file.h"

namespace {

constexpr std::size_t kFooterBytes = 32;

/// Reads all that the file says it has, and what it does not have.
void read_file_of(const std::string& bytes) {
    static const auto path = std::filesystem::temp_directory_path() / "kiosk-fuzz-glyphs";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    auto file = kiosk::GlyphFile::open(path);
    if (!file) return;
    for (const char32_t character : {U'民', U'g', U' ', U'新', U'𫓧'})
        for (const auto face : {kiosk::Face::regular, kiosk::Face::bold, kiosk::Face::serif})
            for (const int em_px : {31, 40}) {
                const auto* shape = file->find_shape(face, character);
                if (shape != nullptr && !(shape->advance < 100)) std::abort();
                const auto image = file->read({face, character, em_px, 0.6f});
                if (image && image->coverage.size() != static_cast<std::size_t>(image->width * image->height))
                    std::abort();
            }
}

/// The same with a checksum of the tables that is right, so that what lies behind it is reached.
std::string sealed(std::string bytes) {
    std::uint32_t images_end = 0;
    if (bytes.size() < kFooterBytes) return bytes;
    std::memcpy(&images_end, &bytes[bytes.size() - 8], sizeof images_end);
    if (images_end > bytes.size() - kFooterBytes) return bytes;
    const auto crc =
        static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(&bytes[images_end]),
                                             bytes.size() - images_end - sizeof images_end));
    std::memcpy(&bytes[bytes.size() - sizeof crc], &crc, sizeof crc);
    return bytes;
}

}  // namespace

/// The reader of glyphs kept on a disk: whatever the bytes are, it takes them or says why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string given(reinterpret_cast<const char*>(bytes), size);
    read_file_of(given);
    read_file_of(sealed(given));
    return 0;
}
