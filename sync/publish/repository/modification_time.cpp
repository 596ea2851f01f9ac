#include "sync/publish/repository/modification_time.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace publish {

std::optional<base::Instant> modification_time(const std::filesystem::path& file) {
    struct stat found {};
    if (::lstat(file.c_str(), &found) != 0) return std::nullopt;
    return base::Instant{std::chrono::seconds{found.st_mtim.tv_sec}};
}

base::Status set_modification_time(const std::filesystem::path& file, base::Instant time) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    const timespec times[2] = {{0, UTIME_OMIT},
                               {time.time_since_epoch().count(), 0}};  // access, modification
    const bool is_set = descriptor >= 0 && ::futimens(descriptor, times) == 0 && ::fsync(descriptor) == 0;
    const int number = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (is_set) return {};
    return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), std::strerror(number)));
}

}  // namespace publish
