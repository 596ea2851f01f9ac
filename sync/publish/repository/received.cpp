#include "sync/publish/repository/received.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace publish {
namespace {

namespace fs = std::filesystem;

base::Failure refuse(const fs::path& file, const char* what) {
    return base::fail(
        base::Errc::invalid,
        fmt::format("{}: is {}, where a repository has a plain file; look who put it there, and "
                    "remove it",
                    file.string(), what));
}

/// Nothing when it is a plain file.
const char* kind_of(mode_t mode) {
    if (S_ISREG(mode)) return nullptr;
    if (S_ISLNK(mode)) return "a link";
    if (S_ISDIR(mode)) return "a folder";
    return S_ISFIFO(mode) ? "a pipe" : "a device";
}

struct Close {
    int descriptor;
    ~Close() {
        if (descriptor >= 0) ::close(descriptor);
    }
};

}  // namespace

base::Result<std::string> read_received(const fs::path& file, std::uint64_t max_bytes) {
    // A pipe that nobody writes to would keep us waiting.
    const Close open{::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
    if (open.descriptor < 0 && errno == ELOOP) return refuse(file, "a link");
    if (open.descriptor < 0)
        return base::fail(errno == ENOENT ? base::Errc::not_found : base::Errc::io,
                          fmt::format("{}: {}", file.string(), std::strerror(errno)));
    struct stat found {};
    if (::fstat(open.descriptor, &found) != 0)
        return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
    if (const char* const kind = kind_of(found.st_mode)) return refuse(file, kind);
    std::string bytes;
    std::array<char, 65536> piece;
    while (bytes.size() <= max_bytes) {
        const ssize_t n = ::read(open.descriptor, piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
        if (n == 0) return bytes;
        bytes.append(piece.data(), static_cast<std::size_t>(n));
    }
    return base::fail(
        base::Errc::invalid,
        fmt::format("{}: is longer than the {} bytes that such a file may have", file.string(), max_bytes));
}

bool is_taken(const fs::path& file) {
    struct stat found {};
    return ::lstat(file.c_str(), &found) == 0 || errno != ENOENT;
}

base::Status replace_received(base::Files& files, const fs::path& file, std::string_view bytes) {
    if (auto removed = files.remove(file.string() + ".new"); !removed) return removed;
    return base::replace_file(files, file, bytes);
}

base::Status check_is_own_folder(const fs::path& folder) {
    struct stat found {};
    if (::lstat(folder.c_str(), &found) != 0) {
        if (errno == ENOENT) return {};
        return base::fail(base::Errc::io, fmt::format("{}: {}", folder.string(), std::strerror(errno)));
    }
    if (S_ISDIR(found.st_mode)) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format("{}: is {}, where a repository has a folder; what is written there would land "
                    "elsewhere. Look who put it there, and remove it",
                    folder.string(), S_ISREG(found.st_mode) ? "a file" : kind_of(found.st_mode)));
}

}  // namespace publish
