#pragma once

#include "base/files.h"

/// The real disk, whose power goes after so many operations: a write that is cut is left torn, and everything
/// after it fails.
class FaultyDisk : public base::Files {
public:
    explicit FaultyDisk(int steps = 1'000'000) : steps_left(steps) {}

    int steps_left;
    int steps_done = 0;
    bool is_full = false;  // nothing can be written, but removed and renamed
    bool is_off = false;   // a step has failed for want of power

    base::Result<std::string> read(const std::filesystem::path& file) override { return disk_.read(file); }
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status append(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status sync_file(const std::filesystem::path& file) override;
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    base::Status remove(const std::filesystem::path& file) override;
    base::Status sync_folder(const std::filesystem::path& folder) override;

private:
    [[nodiscard]] bool has_power();
    base::Disk disk_;
};
