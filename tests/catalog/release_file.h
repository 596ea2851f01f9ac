#pragma once

#include <filesystem>
#include <string>

/// A folder of its own, gone with its content when this goes.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Writes a small release: topics 'jobs' (of section 二) and 'safety' (commitments alone), targets 1
/// 'jobs-new', 2 'cpi', 3 'jobs-again' (same_as the first), observations 1 to 3, and one of everything else.
void write_release(const std::filesystem::path& file);

/// Runs `sql` on it with foreign keys and CHECK constraints off, so that it can be broken.
void change_release(const std::filesystem::path& file, const std::string& sql);
