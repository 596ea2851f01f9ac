#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "sync/tuf/fetcher.h"

// Files that a server handed back: whoever broke into it chose their names, their kinds and their lengths.
// They are read by base::Files, which follows no link and takes no more than it is told to.

namespace publish {

/// Whether anything at all bears the name, a link that leads nowhere included; true as well where that cannot
/// be said.
[[nodiscard]] bool is_taken(base::Files& files, const std::filesystem::path& file);

/// What is there is a folder, and no link to one. Errors: invalid; io.
[[nodiscard]] base::Status check_is_own_folder(base::Files& files, const std::filesystem::path& folder);

/// The metadata of a repository on the disk, as a client asks for them.
class ReceivedMetadata : public tuf::Fetcher {
public:
    /// `files` outlives this.
    ReceivedMetadata(base::Files& files, std::filesystem::path folder)
        : files_(files), folder_(std::move(folder)) {}
    base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override {
        return files_.read(folder_ / name, max_bytes);
    }

private:
    base::Files& files_;
    std::filesystem::path folder_;
};

}  // namespace publish
