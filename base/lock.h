#pragma once

#include <filesystem>

#include "base/descriptor.h"
#include "base/result.h"

namespace base {

/// Held by one process at a time; the system lets go of it when the process ends, however it ends.
class Lock {
public:
    /// Takes `file`, which is made where there is none and then holds the number of the process. What has the
    /// name and is no file of its own, a link for example, gives way to one; the folder may be no link. Does
    /// not wait. Errors: invalid (taken: "process 12 has it"); io.
    [[nodiscard]] static Result<Lock> take(const std::filesystem::path& file);
    /// Takes a folder, in which nothing is written. Errors: as above, without the number.
    [[nodiscard]] static Result<Lock> take_folder(const std::filesystem::path& folder);
    /// Whether a process has that file now, without taking it.
    [[nodiscard]] static bool is_taken(const std::filesystem::path& file);

    /// False when the file was removed under us, so that somebody else may have taken a new one.
    [[nodiscard]] bool is_held(const std::filesystem::path& file) const;

private:
    explicit Lock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    Descriptor descriptor_;
};

}  // namespace base
