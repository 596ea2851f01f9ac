#include "kiosk/platform/png.h"

#include <png.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace kiosk {
namespace {

using base::Errc;
using base::fail;

/// Level 2 of zlib: flat pages shrink nearly as well as at 6, in a third of the time.
constexpr int kCompressionLevel = 2;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

/// libpng's two structures, freed together.
struct Writer {
    png_structp png = nullptr;
    png_infop info = nullptr;
    std::string error = "could not be written";
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { png_destroy_write_struct(&png, &info); }
};

/// libpng would print on stderr itself; the caller reports instead.
[[noreturn]] void give_up(png_structp png, png_const_charp message) {
    *static_cast<std::string*>(png_get_error_ptr(png)) = message;
    png_longjmp(png, 1);
}
/// libpng's own says "Write Error", whatever the reason.
void write_bytes(png_structp png, png_bytep bytes, std::size_t count) {
    auto* const file = static_cast<std::FILE*>(png_get_io_ptr(png));
    if (std::fwrite(bytes, 1, count, file) != count) png_error(png, std::strerror(errno));
}
void flush(png_structp png) {
    if (std::fflush(static_cast<std::FILE*>(png_get_io_ptr(png))) != 0) png_error(png, std::strerror(errno));
}
void ignore_warning(png_structp, png_const_charp) {}

void pack_row(const std::uint32_t* pixels, int width, png_byte* bytes) {
    for (int x = 0; x < width; ++x, bytes += 3) {
        bytes[0] = static_cast<png_byte>(pixels[x] >> 16);
        bytes[1] = static_cast<png_byte>(pixels[x] >> 8);
        bytes[2] = static_cast<png_byte>(pixels[x]);
    }
}

/// False when libpng gave up: it then jumps back to here, over nothing that has a destructor.
bool write_rows(Writer& writer, std::FILE* file, const Picture& picture, std::vector<png_byte>& row) {
    if (setjmp(png_jmpbuf(writer.png))) return false;
    png_set_write_fn(writer.png, file, write_bytes, flush);
    png_set_compression_level(writer.png, kCompressionLevel);
    png_set_filter(writer.png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(picture.width),
                 static_cast<png_uint_32>(picture.height), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(writer.png, writer.info);
    for (int y = 0; y < picture.height; ++y) {
        pack_row(
            picture.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width),
            picture.width, row.data());
        png_write_row(writer.png, row.data());
    }
    png_write_end(writer.png, nullptr);
    return true;
}

// ---- shrinking

/// A pixel's share in the sums of one row of the small picture.
struct Sums {
    std::uint32_t red = 0, green = 0, blue = 0, weight = 0;
    void add(std::uint32_t pixel) {
        red += pixel >> 16 & 0xff;
        green += pixel >> 8 & 0xff;
        blue += pixel & 0xff;
        ++weight;
    }
    [[nodiscard]] std::uint32_t average() const {
        const auto mean = [this](std::uint32_t sum) { return (sum + weight / 2) / weight; };
        return mean(red) << 16 | mean(green) << 8 | mean(blue);
    }
};

/// Where pixel `index` of `count` begins on a line of `length` pixels.
int boundary(int index, int count, int length) {
    return static_cast<int>(static_cast<std::int64_t>(index) * length / count);
}

std::uint32_t average_of(const Picture& picture, int left, int top, int right, int bottom) {
    Sums sums;
    for (int y = top; y < bottom; ++y) {
        const std::uint32_t* const row = picture.pixels.data() + static_cast<std::size_t>(y) * picture.width;
        for (int x = left; x < right; ++x) sums.add(row[x]);
    }
    return sums.average();
}

// ---- turning

/// Turns a square block at a time, so that both pictures stay in the cache.
template <class Index>
void turn_blocks(const Picture& picture, Picture& into, Index index_in_result) {
    constexpr int kBlock = 32;
    for (int top = 0; top < picture.height; top += kBlock)
        for (int left = 0; left < picture.width; left += kBlock)
            for (int y = top; y < std::min(top + kBlock, picture.height); ++y)
                for (int x = left; x < std::min(left + kBlock, picture.width); ++x)
                    into.pixels[index_in_result(x, y)] =
                        picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                       x];
}

}  // namespace

base::Status write_png(const std::filesystem::path& path, const Picture& picture) {
    if (picture.width <= 0 || picture.height <= 0)
        return fail(Errc::io, fmt::format("{}: an empty picture has no PNG", path.string()));
    OpenFile file{std::fopen(path.c_str(), "wb")};
    if (!file) return fail(Errc::io, fmt::format("{}: {}", path.string(), std::strerror(errno)));
    Writer writer;
    writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer.error, give_up, ignore_warning);
    if (writer.png != nullptr) writer.info = png_create_info_struct(writer.png);
    if (writer.info == nullptr) return fail(Errc::io, fmt::format("{}: out of memory", path.string()));
    std::vector<png_byte> row(static_cast<std::size_t>(picture.width) * 3);
    const bool written = write_rows(writer, file.get(), picture, row);
    const bool closed = std::fclose(file.release()) == 0;
    if (written && closed) return {};
    if (written) writer.error = std::strerror(errno);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) std::filesystem::remove(path, ignored);
    return fail(Errc::io, fmt::format("{}: {}", path.string(), writer.error));
}

Picture shrink(const Picture& picture, int width) {
    assert(width > 0 && width <= picture.width);
    const int height =
        std::max(1, static_cast<int>(static_cast<std::int64_t>(picture.height) * width / picture.width));
    Picture small{width, height, {}};
    small.pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            small.pixels.push_back(
                average_of(picture, boundary(x, width, picture.width), boundary(y, height, picture.height),
                           boundary(x + 1, width, picture.width), boundary(y + 1, height, picture.height)));
    return small;
}

void rotate(const Picture& picture, int degrees, Picture& into) {
    const bool sideways = degrees == 90 || degrees == 270;
    into.width = sideways ? picture.height : picture.width;
    into.height = sideways ? picture.width : picture.height;
    into.pixels.resize(picture.pixels.size());
    const auto w = static_cast<std::size_t>(picture.width), h = static_cast<std::size_t>(picture.height);
    switch (degrees) {
        case 90:
            turn_blocks(picture, into, [=](std::size_t x, std::size_t y) { return x * h + (h - 1 - y); });
            break;
        case 180:
            std::reverse_copy(picture.pixels.begin(), picture.pixels.end(), into.pixels.begin());
            break;
        case 270:
            turn_blocks(picture, into, [=](std::size_t x, std::size_t y) { return (w - 1 - x) * h + y; });
            break;
        default:
            std::copy(picture.pixels.begin(), picture.pixels.end(), into.pixels.begin());
    }
}

}  // namespace kiosk
