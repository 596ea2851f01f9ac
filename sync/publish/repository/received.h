#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"
#include "sync/tuf/fetcher.h"

// Files that a server handed back: whoever broke into it chose their names, their kinds and their lengths.

namespace publish {

/// A plain file that is not longer than `max_bytes`. Errors: not_found; invalid (a link, a folder, a pipe or
/// a device bears the name; it is longer); io.
[[nodiscard]] base::Result<std::string> read_received(const std::filesystem::path& file,
                                                      std::uint64_t max_bytes);

/// Whether anything at all bears the name, a link that leads nowhere included.
[[nodiscard]] bool is_taken(const std::filesystem::path& file);

/// As base::replace_file(), and "<file>.new" is made anew: what bears that name is removed, not written
/// through.
[[nodiscard]] base::Status replace_received(base::Files& files, const std::filesystem::path& file,
                                            std::string_view bytes);

/// A folder that is there is a folder, and no link to one. Errors: invalid; io.
[[nodiscard]] base::Status check_is_own_folder(const std::filesystem::path& folder);

/// The metadata of a repository on the disk, as a client asks for them.
class ReceivedMetadata : public tuf::Fetcher {
public:
    explicit ReceivedMetadata(std::filesystem::path folder) : folder_(std::move(folder)) {}
    base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override {
        return read_received(folder_ / name, max_bytes);
    }

private:
    std::filesystem::path folder_;
};

}  // namespace publish
