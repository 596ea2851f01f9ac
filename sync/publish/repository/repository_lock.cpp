#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sync/publish/repository/repository.h"

namespace publish {

base::Result<Repository::Lock> Repository::Lock::take(const std::filesystem::path& folder) {
    Lock lock{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (lock.descriptor_ < 0)
        return base::fail(base::Errc::io, fmt::format("{}: {}", folder.string(), std::strerror(errno)));
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK)
        return base::fail(base::Errc::invalid,
                          fmt::format("another kiosk-publish is at work on {}; wait until it is done",
                                      folder.parent_path().string()));
    return base::fail(base::Errc::io, fmt::format("{}: {}", folder.string(), std::strerror(errno)));
}

/// Closing gives the lock back.
Repository::Lock::~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace publish
