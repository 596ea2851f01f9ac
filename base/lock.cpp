#include "base/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace base {
namespace {

Failure io_error(const std::filesystem::path& path) {
    if (errno != ELOOP && errno != ENOTDIR)
        return fail(Errc::io, fmt::format("{}: {}", path.string(), std::strerror(errno)));
    return fail(Errc::io,
                path.string() + ": is, or lies behind, a symbolic link, which is not followed; remove it",
                Reason::not_ours);
}

/// The folder of the file may be no link either.
Descriptor open_lock(const std::filesystem::path& file, int flags) {
    const auto folder = file.parent_path();
    return open_below(folder.parent_path(), folder.filename() / file.filename(), flags, 0644);
}

/// A file that has this name alone: what is written into it is seen nowhere else.
bool is_own_file(const Descriptor& descriptor) {
    struct stat about {};
    return descriptor.is_open() && ::fstat(descriptor.number(), &about) == 0 && S_ISREG(about.st_mode) &&
           about.st_nlink == 1;
}

/// Whatever had the name, but for a folder, is gone then.
Descriptor make_lock(const std::filesystem::path& file) {
    const auto folder = file.parent_path();
    const Descriptor parent = open_below(folder.parent_path(), folder.filename(), O_PATH | O_DIRECTORY);
    if (!parent.is_open() || ::unlinkat(parent.number(), file.filename().c_str(), 0) != 0) return {};
    return open_lock(file, O_RDWR | O_CREAT | O_EXCL);
}

/// Of the whole file, and of the open file alone: a process that asks does not get in the way of one that
/// takes.
struct flock whole_file(short type) {
    struct flock all {};
    all.l_type = type;
    all.l_whence = SEEK_SET;
    return all;
}

/// "process 12"; the file is as short as a number.
std::string holder(int descriptor) {
    char text[16] = "";
    const ssize_t size = ::pread(descriptor, text, sizeof text - 1, 0);
    std::string number{text, static_cast<std::size_t>(size > 0 ? size : 0)};
    if (number.find_first_not_of("0123456789") != number.npos) number.clear();
    return "process " + (number.empty() ? "unknown" : number);
}

}  // namespace

Result<Lock> Lock::take(const std::filesystem::path& file) {
    Descriptor descriptor = open_lock(file, O_RDWR | O_CREAT | O_NONBLOCK);
    const bool is_foreign = descriptor.is_open() ? !is_own_file(descriptor) : errno == ELOOP;
    if (is_foreign) descriptor = make_lock(file);
    if (!descriptor.is_open()) return io_error(file);
    Lock lock{std::move(descriptor)};
    const int number = lock.descriptor_.number();
    struct flock all = whole_file(F_WRLCK);
    if (::fcntl(number, F_OFD_SETLK, &all) != 0) {
        if (errno != EAGAIN && errno != EACCES) return io_error(file);
        return fail(Errc::invalid, holder(number) + " has it", Reason::busy);
    }
    const std::string own = std::to_string(::getpid());
    if (::ftruncate(number, 0) != 0 || ::pwrite(number, own.data(), own.size(), 0) < 0) return io_error(file);
    return lock;
}

Result<Lock> Lock::take_folder(const std::filesystem::path& folder) {
    Lock lock{open_below(folder.parent_path(), folder.filename(), O_RDONLY | O_DIRECTORY)};
    if (!lock.descriptor_.is_open()) return io_error(folder);
    if (::flock(lock.descriptor_.number(), LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return fail(Errc::invalid, "another process has it", Reason::busy);
    return io_error(folder);
}

bool Lock::is_taken(const std::filesystem::path& file) {
    const Descriptor descriptor = open_lock(file, O_RDONLY | O_NONBLOCK);
    struct flock found = whole_file(F_RDLCK);
    return descriptor.is_open() && ::fcntl(descriptor.number(), F_OFD_GETLK, &found) == 0 &&
           found.l_type != F_UNLCK;
}

bool Lock::is_held(const std::filesystem::path& file) const {
    struct stat ours {
    }, theirs{};
    return ::fstat(descriptor_.number(), &ours) == 0 && ::lstat(file.c_str(), &theirs) == 0 &&
           ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;
}

}  // namespace base
