#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tuf {

/// The few things that are done to a disk, each of which a power cut may come before or after. Tests put a
/// disk here that fails.
class Files {
public:
    virtual ~Files() = default;
    /// Errors: not_found; io.
    [[nodiscard]] virtual base::Result<std::string> read(const std::filesystem::path& file) = 0;
    /// Writes a new file, or over an old one, and waits until the bytes are on the disk. After a power cut
    /// any part of it may be there. Errors: io.
    [[nodiscard]] virtual base::Status write_synced(const std::filesystem::path& file,
                                                    std::string_view bytes) = 0;
    /// In one step, replacing `to`. Errors: io.
    [[nodiscard]] virtual base::Status rename(const std::filesystem::path& from,
                                              const std::filesystem::path& to) = 0;
    /// A file that is not there is no error. Errors: io.
    [[nodiscard]] virtual base::Status remove(const std::filesystem::path& file) = 0;
    /// Without it a rename or a removal may be undone by a power cut. Errors: io.
    [[nodiscard]] virtual base::Status sync_folder(const std::filesystem::path& folder) = 0;
};

/// The real disk.
class Disk : public Files {
public:
    base::Result<std::string> read(const std::filesystem::path& file) override;
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    base::Status remove(const std::filesystem::path& file) override;
    base::Status sync_folder(const std::filesystem::path& folder) override;
};

/// Replaces `file`: a power cut at any moment leaves the old content or the new one, and beside it perhaps
/// "<file>.new", which the next call writes over. Errors: io; the old content then stands, or already the
/// new.
[[nodiscard]] base::Status replace_file(Files& files, const std::filesystem::path& file,
                                        std::string_view bytes);

}  // namespace tuf
