#include "sync/agent/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"

namespace agent {

base::Result<Lock> Lock::take(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
    Lock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const auto owner = base::read_file(file);
        return base::fail(base::Errc::invalid,
                          fmt::format("another kiosk-sync (process {}) works on this state folder",
                                      owner && !owner->empty() ? *owner : "unknown"));
    }
    const std::string own = std::to_string(::getpid());
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, own.data(), own.size(), 0) < 0)
        return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
    return lock;
}

bool Lock::is_taken(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool taken = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);  // lets go of it again
    return taken;
}

Lock::~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool Lock::is_held(const std::filesystem::path& file) const {
    struct stat ours {
    }, theirs{};
    return ::fstat(descriptor_, &ours) == 0 && ::stat(file.c_str(), &theirs) == 0 &&
           ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;
}

}  // namespace agent
