#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"

namespace agent {

/// Held by one process at a time; the system lets go of it when the process ends, however it ends.
class Lock {
public:
    /// Does not wait. Errors: invalid (another process has it: the message names it); io.
    [[nodiscard]] static base::Result<Lock> take(const std::filesystem::path& file);
    /// Whether a process has it now, without taking it.
    [[nodiscard]] static bool is_taken(const std::filesystem::path& file);
    Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Lock& operator=(Lock&&) = delete;
    ~Lock();

    /// False when the file was removed under us, so that somebody else may have taken a new one.
    [[nodiscard]] bool is_held(const std::filesystem::path& file) const;

private:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace agent
