#pragma once

#include <map>
#include <string>

#include "base/files.h"

/// A disk in memory whose power goes after so many operations. A write that is cut is left torn; everything
/// after it fails. `durable` is what a disk that keeps renames and removals back would still have: those
/// before the last `sync_folder`.
class MemoryDisk : public base::Files {
public:
    std::map<std::string, std::string> files, durable;
    int steps_left = 1'000'000;
    int steps_done = 0;
    bool is_full = false;

    base::Status read_pieces(const std::filesystem::path& file, const TakePiece& take) override;
    base::Result<std::optional<base::FileFacts>> look(const std::filesystem::path& path) override;
    base::Result<std::vector<std::string>> list(const std::filesystem::path& folder) override;
    base::Result<std::uint64_t> free_bytes(const std::filesystem::path&) override {
        return is_full ? 0 : 1 << 30;
    }
    base::Status make_folder(const std::filesystem::path&) override { return {}; }
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status append(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status sync_file(const std::filesystem::path& file) override;
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    base::Status remove(const std::filesystem::path& file) override;
    base::Status sync_folder(const std::filesystem::path& folder) override;

private:
    bool has_power();
};
