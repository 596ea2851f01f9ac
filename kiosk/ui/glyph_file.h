#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "kiosk/ui/glyph.h"

namespace kiosk {

/// What a file of glyphs was made from and for. Glyphs are right as long as `fonts` is; the rest says whether
/// they are the ones that are wanted.
struct GlyphFileLabel {
    std::uint32_t fonts = 0;     // of Fonts::fingerprint
    std::uint32_t made_for = 0;  // whatever the maker counts as the same use
    friend bool operator==(const GlyphFileLabel&, const GlyphFileLabel&) = default;
};

/// Glyphs that were measured and rasterised before: what a release uses at the sizes that are used. The table
/// of contents is in memory, the images are read one by one. Bytes of the machine's own order: a file is for
/// the device that wrote it. See docs/decisions/0014-glyph-file.md. Used by one thread.
class GlyphFile {
public:
    /// Checks the table of contents. Errors: not_found; io; corrupt (what is wrong).
    [[nodiscard]] static base::Result<GlyphFile> open(const std::filesystem::path& file);

    [[nodiscard]] const GlyphFileLabel& label() const { return label_; }
    [[nodiscard]] std::size_t image_count() const { return images_.size(); }
    [[nodiscard]] const GlyphShape* find_shape(Face face, char32_t character) const;
    /// Reads the disk. Nothing when the file has no such image, or when its bytes cannot be read or are not
    /// the ones that were written; then `is_damaged` from now on.
    [[nodiscard]] std::optional<GlyphBitmap> read(const GlyphId& id);
    [[nodiscard]] bool is_damaged() const { return damaged_; }

private:
    friend class GlyphFileWriter;
    struct ShapeEntry {
        std::uint32_t key = 0;
        GlyphShape shape;
    };
    struct ImageEntry {
        std::uint64_t key = 0;
        std::uint32_t at = 0, bytes = 0;  // where in the file its coverage lies, deflated
        std::uint32_t crc32 = 0;          // of these bytes
        std::uint16_t width = 0, height = 0;
        std::int16_t left = 0, top = 0;
        std::uint32_t unused = 0;  // padding is written as well
    };
    struct Footer;
    GlyphFile() = default;

    std::ifstream stream_;
    GlyphFileLabel label_;
    std::vector<ShapeEntry> shapes_;  // both sorted by key
    std::vector<ImageEntry> images_;
    std::string deflated_;  // used again for the next
    bool damaged_ = false;
};

/// Writes such a file beside the old one, "<file>.new", piece by piece, and puts it in its place at the end.
/// Whatever stops it on the way leaves the old one.
class GlyphFileWriter {
public:
    /// `files` must outlive this.
    GlyphFileWriter(base::Files& files, std::filesystem::path file, const GlyphFileLabel& label);

    // Each glyph once, in any order.
    void add(Face face, char32_t character, const GlyphShape& shape);
    void add(const GlyphId& id, const GlyphBitmap& bitmap);
    /// Writes the images that were added since, without waiting for the disk. Errors: io; what was written is
    /// gone then, and so is this writer's work.
    [[nodiscard]] base::Status flush();
    /// Writes the rest; then the file is the one to open. Errors: as `flush`.
    [[nodiscard]] base::Status finish();
    /// Removes what was written so far.
    void abandon() { (void)files_.remove(unfinished()); }

private:
    [[nodiscard]] std::filesystem::path unfinished() const;
    [[nodiscard]] base::Status write_rest();

    base::Files& files_;
    std::filesystem::path file_;
    GlyphFileLabel label_;
    std::string pending_;  // not written yet
    std::uint32_t end_ = 0;
    bool begun_ = false;
    std::vector<GlyphFile::ShapeEntry> shapes_;
    std::vector<GlyphFile::ImageEntry> images_;
};

}  // namespace kiosk
