#pragma once

#include <cstdint>
#include <filesystem>

#include "base/descriptor.h"
#include "base/result.h"
#include "sync/image/roots.h"

namespace image {

/// The sector in which the roots are kept, on a partition that nobody has mounted. One write replaces it, so
/// that a power cut leaves the old one or the new one.
class Sector {
public:
    /// Looks through the first 64 MiB. Errors: not_found (there is none); corrupt (there are two); io.
    [[nodiscard]] static base::Result<Sector> find(const std::filesystem::path& partition);

    [[nodiscard]] const Roots& roots() const { return roots_; }
    /// Waits until the disk has it. Errors: io.
    [[nodiscard]] base::Status write(const Roots& roots);

private:
    Sector(base::Descriptor partition, std::uint64_t at, Roots roots)
        : partition_(std::move(partition)), at_(at), roots_(std::move(roots)) {}

    base::Descriptor partition_;
    std::uint64_t at_;  // [bytes]
    Roots roots_;
};

}  // namespace image
