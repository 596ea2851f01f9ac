#include "base/deflate.h"

#include <zlib.h>

namespace base {
namespace {

const Bytef* zlib_bytes(std::string_view bytes) { return reinterpret_cast<const Bytef*>(bytes.data()); }

/// What zlib takes input by. It does not write to it.
void feed(z_stream& stream, std::string_view bytes) {
    stream.next_in = const_cast<Bytef*>(zlib_bytes(bytes));
    stream.avail_in = static_cast<uInt>(bytes.size());
}

void collect(z_stream& stream, std::string& bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
}

constexpr int kZlibWindow = 15, kGzip = 16;  // as deflateInit2 has them
constexpr int kUsualMemory = 8;

/// Fails for want of memory alone, which leaves nothing.
std::string deflated_small(std::string_view bytes, std::string_view dictionary, int window) {
    z_stream stream{};
    if (::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, kUsualMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return {};
    if (!dictionary.empty())
        ::deflateSetDictionary(&stream, zlib_bytes(dictionary), static_cast<uInt>(dictionary.size()));
    std::string result(::deflateBound(&stream, bytes.size()), '\0');
    feed(stream, bytes);
    collect(stream, result);
    ::deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    ::deflateEnd(&stream);
    return result;
}

}  // namespace

std::string deflated(std::string_view bytes, std::string_view dictionary) {
    return deflated_small(bytes, dictionary, kZlibWindow);
}

std::string gzipped(std::string_view bytes) { return deflated_small(bytes, {}, kZlibWindow + kGzip); }

bool inflate(std::string_view deflated, std::string_view dictionary, std::string& bytes) {
    z_stream stream{};
    if (::inflateInit(&stream) != Z_OK) return false;
    feed(stream, deflated);
    collect(stream, bytes);
    int code = ::inflate(&stream, Z_FINISH);
    if (code == Z_NEED_DICT &&
        ::inflateSetDictionary(&stream, zlib_bytes(dictionary), static_cast<uInt>(dictionary.size())) == Z_OK)
        code = ::inflate(&stream, Z_FINISH);
    const bool is_whole = code == Z_STREAM_END && stream.total_out == bytes.size() && stream.avail_in == 0;
    ::inflateEnd(&stream);
    return is_whole;
}

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
