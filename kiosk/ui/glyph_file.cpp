#include "kiosk/ui/glyph_file.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/deflate.h"

namespace kiosk {
namespace {

using base::Errc;
using base::fail;

constexpr std::size_t kMostTableBytes = 16 << 20;
constexpr int kLargestSide = 4096;  // of a glyph [px]

std::string_view bytes_of(const void* first, std::size_t count) {
    return {static_cast<const char*>(first), count};
}
std::uint32_t shape_key(Face face, char32_t character) {
    return static_cast<std::uint32_t>(face) << 24 | character;
}
template <class Entry>
void append_table(std::string& bytes, std::vector<Entry>& table) {
    std::sort(table.begin(), table.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    bytes.append(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(Entry));
}
template <class Entry, class Key>
const Entry* find(const std::vector<Entry>& table, Key key) {
    const auto found = std::lower_bound(table.begin(), table.end(), key,
                                        [](const Entry& entry, Key wanted) { return entry.key < wanted; });
    return found == table.end() || found->key != key ? nullptr : &*found;
}
bool is_plausible(const GlyphShape& shape) {
    constexpr float kMost = 64;  // [em]
    for (const float value : {shape.advance, shape.left, shape.right, shape.bottom, shape.top})
        if (!(std::abs(value) <= kMost)) return false;  // NaN as well
    return true;
}
bool read_at(std::ifstream& stream, std::uint64_t at, void* into, std::size_t count) {
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(at));
    stream.read(static_cast<char*>(into), static_cast<std::streamsize>(count));
    return stream.good() || count == 0;
}

}  // namespace

/// Ends the file: images, shapes' table, images' table, this.
struct GlyphFile::Footer {
    static constexpr std::array<char, 8> kMagic{'M', 'K', 'G', 'L', 'Y', 'P', 'H', '1'};
    std::array<char, 8> magic = kMagic;
    GlyphFileLabel label;
    std::uint32_t shapes = 0, images = 0;
    std::uint32_t images_end = 0;  // of the images' bytes
    std::uint32_t crc32 = 0;       // of both tables and of this up to here
    [[nodiscard]] std::uint32_t checksum(std::uint32_t of_tables) const {
        return base::crc32_of(bytes_of(this, offsetof(Footer, crc32)), of_tables);
    }
    [[nodiscard]] std::uint64_t table_bytes() const {
        return std::uint64_t{shapes} * sizeof(ShapeEntry) + std::uint64_t{images} * sizeof(ImageEntry);
    }
};

base::Result<GlyphFile> GlyphFile::open(const std::filesystem::path& file) {
    static_assert(sizeof(Footer) == 32 && sizeof(ShapeEntry) == 28 &&
                  sizeof(ImageEntry) == 32);  // no padding
    const auto corrupt = [&](const char* what) { return fail(Errc::corrupt, file.string() + ": " + what); };
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file, error);
    if (error == std::errc::no_such_file_or_directory) return fail(Errc::not_found, file.string());
    if (error) return fail(Errc::io, fmt::format("{}: {}", file.string(), error.message()));
    if (size < sizeof(Footer)) return corrupt("is cut short");
    GlyphFile opened;
    opened.stream_.open(file, std::ios::binary);
    Footer footer;
    if (!read_at(opened.stream_, size - sizeof footer, &footer, sizeof footer))
        return fail(Errc::io, file.string() + ": cannot be read");
    if (footer.magic != Footer::kMagic) return corrupt("is no file of glyphs");
    const std::uint64_t tables = footer.table_bytes();
    if (tables > kMostTableBytes || footer.images_end + tables + sizeof footer != size)
        return corrupt("has another length than it says");
    opened.shapes_.resize(footer.shapes);
    opened.images_.resize(footer.images);
    const std::size_t shape_bytes = footer.shapes * sizeof(ShapeEntry),
                      image_bytes = footer.images * sizeof(ImageEntry);
    if (!read_at(opened.stream_, footer.images_end, opened.shapes_.data(), shape_bytes) ||
        !read_at(opened.stream_, footer.images_end + shape_bytes, opened.images_.data(), image_bytes))
        return fail(Errc::io, file.string() + ": cannot be read");
    const std::uint32_t crc = base::crc32_of(bytes_of(opened.images_.data(), image_bytes),
                                             base::crc32_of(bytes_of(opened.shapes_.data(), shape_bytes)));
    if (footer.crc32 != footer.checksum(crc)) return corrupt("its table of contents is damaged");
    for (const ImageEntry& image : opened.images_)
        if (image.width > kLargestSide || image.height > kLargestSide ||
            std::uint64_t{image.at} + image.bytes > footer.images_end)
            return corrupt("an image lies outside of it");
    for (const ShapeEntry& entry : opened.shapes_)
        if (!is_plausible(entry.shape)) return corrupt("a measure is out of range");
    opened.label_ = footer.label;
    return opened;
}

const GlyphShape* GlyphFile::find_shape(Face face, char32_t character) const {
    const ShapeEntry* entry = find(shapes_, shape_key(face, character));
    return entry != nullptr ? &entry->shape : nullptr;
}

std::optional<GlyphBitmap> GlyphFile::read(const GlyphId& id) {
    const ImageEntry* entry = find(images_, id.bits());
    if (entry == nullptr) return std::nullopt;
    GlyphBitmap bitmap{entry->width, entry->height, entry->left, entry->top, {}};
    bitmap.coverage.resize(std::size_t{entry->width} * entry->height);
    deflated_.resize(entry->bytes);
    if (read_at(stream_, entry->at, deflated_.data(), deflated_.size()) &&
        base::crc32_of(deflated_) == entry->crc32 && base::inflate(deflated_, bitmap.coverage))
        return bitmap;
    damaged_ = true;
    return std::nullopt;
}

GlyphFileWriter::GlyphFileWriter(base::Files& files, std::filesystem::path file, const GlyphFileLabel& label)
    : files_(files), file_(std::move(file)), label_(label) {}

std::filesystem::path GlyphFileWriter::unfinished() const { return file_.string() + ".new"; }

void GlyphFileWriter::add(Face face, char32_t character, const GlyphShape& shape) {
    shapes_.push_back({shape_key(face, character), shape});
}

void GlyphFileWriter::add(const GlyphId& id, const GlyphBitmap& bitmap) {
    const std::string bytes = base::deflated(bitmap.coverage);
    const auto count = static_cast<std::uint32_t>(bytes.size());
    images_.push_back({.key = id.bits(),
                       .at = end_,
                       .bytes = count,
                       .crc32 = base::crc32_of(bytes),
                       .width = static_cast<std::uint16_t>(bitmap.width),
                       .height = static_cast<std::uint16_t>(bitmap.height),
                       .left = static_cast<std::int16_t>(bitmap.left),
                       .top = static_cast<std::int16_t>(bitmap.top)});
    pending_ += bytes;
    end_ += count;
}

base::Status GlyphFileWriter::flush() {
    if (!std::exchange(begun_, true))
        if (auto removed = files_.remove(unfinished()); !removed) return removed;
    auto written = files_.append(unfinished(), std::exchange(pending_, {}));
    if (!written) abandon();
    return written;
}

base::Status GlyphFileWriter::finish() {
    auto finished = write_rest();
    if (!finished) abandon();
    return finished;
}

base::Status GlyphFileWriter::write_rest() {
    if (auto flushed = flush(); !flushed) return flushed;
    std::string tables;
    append_table(tables, shapes_);
    append_table(tables, images_);
    GlyphFile::Footer footer{.label = label_,
                             .shapes = static_cast<std::uint32_t>(shapes_.size()),
                             .images = static_cast<std::uint32_t>(images_.size()),
                             .images_end = end_};
    footer.crc32 = footer.checksum(base::crc32_of(tables));
    tables.append(reinterpret_cast<const char*>(&footer), sizeof footer);
    if (auto done = files_.append(unfinished(), tables); !done) return done;
    if (auto done = files_.sync_file(unfinished()); !done) return done;
    if (auto done = files_.rename(unfinished(), file_); !done) return done;
    return files_.sync_folder(file_.parent_path());
}

}  // namespace kiosk
