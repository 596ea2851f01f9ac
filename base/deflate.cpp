#include "base/deflate.h"

#include <zlib.h>

namespace base {
namespace {

const Bytef* zlib_bytes(std::string_view bytes) { return reinterpret_cast<const Bytef*>(bytes.data()); }

}  // namespace

std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before) {
    return static_cast<std::uint32_t>(::crc32_z(before, zlib_bytes(bytes), bytes.size()));
}

std::string deflated(std::string_view bytes) {
    uLongf size = ::compressBound(bytes.size());
    std::string result(size, '\0');
    // Fails for want of memory or room alone, and there is room.
    ::compress2(reinterpret_cast<Bytef*>(result.data()), &size, zlib_bytes(bytes), bytes.size(),
                Z_BEST_SPEED);
    result.resize(size);
    return result;
}

bool inflate(std::string_view deflated, std::string& bytes) {
    uLongf size = bytes.size();
    return ::uncompress(reinterpret_cast<Bytef*>(bytes.data()), &size, zlib_bytes(deflated),
                        deflated.size()) == Z_OK &&
           size == bytes.size();
}

}  // namespace base
