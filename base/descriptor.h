#pragma once

#include <sys/types.h>

#include <filesystem>
#include <utility>

namespace base {

/// An open file of the system's, closed when this goes. Moves, does not copy.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    /// Somebody else closes it from now on.
    int release() { return std::exchange(number_, -1); }

private:
    int number_ = -1;
};

/// Opens what `below` names within `folder`, part by part. No link is followed below `folder`, not at the end
/// either, so that no name leads out of it; `folder` itself may be one. `below` is relative; empty: the
/// folder. `flags` as open(2) has them, to which O_CLOEXEC and O_NOFOLLOW are added. What is not open has
/// failed: errno says why (ELOOP, ENOTDIR: a link, or no folder, is on the way).
[[nodiscard]] Descriptor open_below(const std::filesystem::path& folder, const std::filesystem::path& below,
                                    int flags, mode_t mode = 0);

}  // namespace base
