#include "base/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace base {

Descriptor::~Descriptor() {
    const int before = errno;
    if (number_ >= 0) ::close(number_);
    errno = before;
}

Descriptor open_below(const std::filesystem::path& folder, const std::filesystem::path& below, int flags,
                      mode_t mode) {
    const char* const start = folder.empty() ? "." : folder.c_str();
    if (below.empty() || below == ".") return Descriptor{::open(start, flags | O_CLOEXEC, mode)};
    Descriptor at{::open(start, O_PATH | O_DIRECTORY | O_CLOEXEC)};
    for (auto part = below.begin(); at.is_open() && part != below.end();) {
        const auto name = part++;
        if (*name == "..") {  // the way is compared name by name, and this one leads back
            errno = ELOOP;
            return {};
        }
        const bool is_last = part == below.end();
        const int kind = is_last ? flags : O_PATH | O_DIRECTORY;
        at = Descriptor{::openat(at.number(), name->c_str(), kind | O_NOFOLLOW | O_CLOEXEC, mode)};
    }
    return at;
}

}  // namespace base
