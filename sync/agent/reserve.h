#pragma once

#include <filesystem>

#include "base/files.h"

namespace agent {

/// Room on the disk for the few small files that must be written even when it is full: who is trusted, what
/// is current, when the origin answered. Kept as a file, which goes when one of them finds no room.
class Reserve : public base::Files {
public:
    /// Everything is done to `files`, which must outlive this.
    Reserve(base::Files& files, std::filesystem::path file) : files_(files), file_(std::move(file)) {}

    /// Puts it back, where the disk has room again.
    void renew();

    base::Status read_pieces(const std::filesystem::path& file, const TakePiece& take) override {
        return files_.read_pieces(file, take);
    }
    base::Result<std::optional<base::FileFacts>> look(const std::filesystem::path& path) override {
        return files_.look(path);
    }
    base::Result<std::vector<std::string>> list(const std::filesystem::path& folder) override {
        return files_.list(folder);
    }
    base::Result<std::uint64_t> free_bytes(const std::filesystem::path& folder) override {
        return files_.free_bytes(folder);
    }
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status append(const std::filesystem::path& file, std::string_view bytes) override {
        return files_.append(file, bytes);
    }
    base::Status sync_file(const std::filesystem::path& file) override { return files_.sync_file(file); }
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        return files_.rename(from, to);
    }
    base::Status remove(const std::filesystem::path& file) override { return files_.remove(file); }
    base::Status make_folder(const std::filesystem::path& folder) override {
        return files_.make_folder(folder);
    }
    base::Status sync_folder(const std::filesystem::path& folder) override {
        return files_.sync_folder(folder);
    }

private:
    void fill(std::uint64_t bytes);

    base::Files& files_;
    std::filesystem::path file_;
};

}  // namespace agent
