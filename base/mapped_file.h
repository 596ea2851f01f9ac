#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace base {

/// A whole file in memory without reading it: its pages are the system's, and come when they are looked at.
/// The file must not be written to as long as this lives. Moves, does not copy.
class MappedFile {
public:
    /// Errors: not_found; io.
    [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& file);
    MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view bytes() const { return bytes_; }

private:
    explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
    std::string_view bytes_;
};

}  // namespace base
