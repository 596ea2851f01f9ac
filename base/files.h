#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

/// The few things that are done to a disk, each of which a power cut may come before or after. Tests put a
/// disk here that fails. What is written in several steps goes through this; a file that is read once does
/// not have to.
class Files {
public:
    virtual ~Files() = default;
    /// Errors: not_found; io.
    [[nodiscard]] virtual Result<std::string> read(const std::filesystem::path& file) = 0;
    /// Writes a new file, or over an old one, and waits until the bytes are on the disk. After a power cut
    /// any part of it may be there. Errors: io.
    [[nodiscard]] virtual Status write_synced(const std::filesystem::path& file, std::string_view bytes) = 0;
    /// Adds to the end of a file, which is created where there is none; does not wait for the disk. After a
    /// power cut any part of it may be there. Errors: io.
    [[nodiscard]] virtual Status append(const std::filesystem::path& file, std::string_view bytes) = 0;
    /// Waits until what was appended is on the disk. Errors: io.
    [[nodiscard]] virtual Status sync_file(const std::filesystem::path& file) = 0;
    /// In one step, replacing `to`. Errors: io.
    [[nodiscard]] virtual Status rename(const std::filesystem::path& from,
                                        const std::filesystem::path& to) = 0;
    /// A file that is not there is no error. Errors: io.
    [[nodiscard]] virtual Status remove(const std::filesystem::path& file) = 0;
    /// Without it a rename or a removal may be undone by a power cut. Errors: io.
    [[nodiscard]] virtual Status sync_folder(const std::filesystem::path& folder) = 0;
};

/// The real disk.
class Disk : public Files {
public:
    Result<std::string> read(const std::filesystem::path& file) override;
    Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    Status append(const std::filesystem::path& file, std::string_view bytes) override;
    Status sync_file(const std::filesystem::path& file) override;
    Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Status remove(const std::filesystem::path& file) override;
    Status sync_folder(const std::filesystem::path& folder) override;
};

/// Replaces `file`: a power cut at any moment leaves the old content or the new one, and beside it perhaps
/// "<file>.new", which the next call writes over. Errors: io; the old content then stands, or already the
/// new.
[[nodiscard]] Status replace_file(Files& files, const std::filesystem::path& file, std::string_view bytes);

/// The whole file as bytes. Errors: not_found; io (no permission, a folder, a read error).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// Replaces `path` by `bytes` through a neighbouring temporary file, so that a reader sees the old
/// content or the new one, never a part. Does not wait for the disk. Errors: io; the old content then
/// stands.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// Creates the folder and those above it; one that is there is no error. Errors: io.
[[nodiscard]] Status make_folders(const std::filesystem::path& folder);

}  // namespace base
