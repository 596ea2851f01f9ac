#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/descriptor.h"
#include "base/files.h"

namespace base {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 65536;

/// A path as the folder that the way begins at and the names from there on.
struct Way {
    fs::path start, below;

    Way(const fs::path& root, const fs::path& path) : start(path.parent_path()), below(path.filename()) {
        const fs::path inside = root.empty() ? fs::path{} : path.lexically_relative(root);
        if (inside.empty() || *inside.begin() == "..") return;
        start = root;
        below = inside;
    }
    [[nodiscard]] Descriptor open(int flags, mode_t mode = 0) const {
        return open_below(start, below, flags, mode);
    }
    [[nodiscard]] Descriptor open_parent() const {
        return open_below(start, below.parent_path(), O_PATH | O_DIRECTORY);
    }
    [[nodiscard]] std::string name() const { return below.filename().string(); }
};

/// The first part of the way that is a link; empty: none is.
fs::path link_on(const Way& way) {
    fs::path at = way.start;
    std::error_code ignored;
    for (const fs::path& part : way.below) {
        at /= part;
        if (fs::is_symlink(fs::symlink_status(at, ignored))) return at;
    }
    return {};
}

std::string why(const Way& way, const fs::path& path, int number) {
    if (number == ELOOP || number == ENOTDIR)
        if (const fs::path link = link_on(way); !link.empty())
            return fmt::format("{}: is a symbolic link, which is not followed; remove it: rm {}",
                               link.string(), link.string());
    return fmt::format("{}: {}", path.string(), std::strerror(number));
}

Failure io_error(const Way& way, const fs::path& path) {
    const int number = errno;
    const bool is_link = (number == ELOOP || number == ENOTDIR) && !link_on(way).empty();
    const bool is_full = number == ENOSPC || number == EDQUOT;
    return fail(Errc::io, why(way, path, number),
                is_link   ? Reason::not_ours
                : is_full ? Reason::no_space
                          : Reason::none);
}

/// Answers whether everything was written; errno says why not.
bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

FileFacts facts_of(const struct stat& about) {
    using Kind = FileFacts::Kind;
    return {.kind = S_ISREG(about.st_mode)   ? Kind::file
                    : S_ISDIR(about.st_mode) ? Kind::folder
                    : S_ISLNK(about.st_mode) ? Kind::link
                                             : Kind::other,
            .bytes = static_cast<std::uint64_t>(about.st_size),
            .owner = about.st_uid,
            .group = about.st_gid,
            .mode = about.st_mode & 07777u,
            .number = about.st_ino,
            .changed_ns = about.st_ctim.tv_sec * 1'000'000'000 + about.st_ctim.tv_nsec};
}

/// Nothing: it is one. Else what is wrong with it.
const char* wrong_with(int descriptor) {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) return std::strerror(errno);
    if (S_ISDIR(about.st_mode)) return "is a folder, not a file";
    return S_ISREG(about.st_mode) ? nullptr : "is no file, but a device or a pipe";
}

}  // namespace

Status Disk::read_pieces(const fs::path& file, const TakePiece& take) {
    const Way way{root_, file};
    const Descriptor descriptor = way.open(O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!descriptor.is_open()) {
        const bool is_other = errno == ELOOP || errno == ENXIO;
        return fail(errno == ENOENT ? Errc::not_found
                    : is_other      ? Errc::corrupt
                                    : Errc::io,
                    why(way, file, errno));
    }
    if (const char* const wrong = wrong_with(descriptor.number())) {
        const bool is_folder = std::string_view(wrong).find("folder") != std::string_view::npos;
        return fail(is_folder ? Errc::io : Errc::corrupt, fmt::format("{}: {}", file.string(), wrong));
    }
    std::array<char, kPieceBytes> piece;
    while (true) {
        const ssize_t n = ::read(descriptor.number(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(Errc::corrupt, why(way, file, errno));
        if (n == 0) return {};
        if (auto taken = take({piece.data(), static_cast<std::size_t>(n)}); !taken) return taken;
    }
}

Result<std::optional<FileFacts>> Disk::look(const fs::path& path) {
    const Way way{root_, path};
    struct stat about {};
    const Descriptor parent = way.open_parent();
    if (parent.is_open() &&
        ::fstatat(parent.number(), way.name().c_str(), &about, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) == 0)
        return facts_of(about);
    if (errno == ENOENT) return std::nullopt;
    return io_error(way, path);
}

Result<std::vector<std::string>> Disk::list(const fs::path& folder) {
    const Way way{root_, folder};
    Descriptor descriptor = way.open(O_RDONLY | O_DIRECTORY);
    if (!descriptor.is_open() && errno == ENOENT)
        return fail(Errc::not_found, folder.string() + ": is not there");
    const std::unique_ptr<DIR, int (*)(DIR*)> entries{
        descriptor.is_open() ? ::fdopendir(descriptor.number()) : nullptr, ::closedir};
    if (!entries) return io_error(way, folder);
    descriptor.release();
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* const entry = ::readdir(entries.get())) {
        const std::string_view name{entry->d_name};
        if (name != "." && name != "..") names.emplace_back(name);
        errno = 0;
    }
    if (errno != 0) return io_error(way, folder);
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::uint64_t> Disk::free_bytes(const fs::path& folder) {
    const Way way{root_, folder};
    const Descriptor descriptor = way.open(O_RDONLY | O_DIRECTORY);
    struct statvfs about {};
    if (!descriptor.is_open() || ::fstatvfs(descriptor.number(), &about) != 0) return io_error(way, folder);
    return std::uint64_t{about.f_bavail} * about.f_frsize;
}

Status Disk::write_synced(const fs::path& file, std::string_view bytes) {
    if (auto removed = remove(file); !removed) return removed;
    const Way way{root_, file};
    const Descriptor descriptor = way.open(O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (!descriptor.is_open() || !write_all(descriptor.number(), bytes) || ::fsync(descriptor.number()) != 0)
        return io_error(way, file);
    return {};
}

Status Disk::append(const fs::path& file, std::string_view bytes) {
    const Way way{root_, file};
    const Descriptor descriptor = way.open(O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK, 0644);
    struct stat about {};
    if (!descriptor.is_open() || ::fstat(descriptor.number(), &about) != 0) return io_error(way, file);
    if (!S_ISREG(about.st_mode) || about.st_nlink > 1)
        return fail(Errc::io, file.string() + ": is not a file of its own; remove it");
    if (!write_all(descriptor.number(), bytes)) return io_error(way, file);
    return {};
}

Status Disk::sync_file(const fs::path& file) {
    const Way way{root_, file};
    const Descriptor descriptor = way.open(O_RDONLY | O_NONBLOCK);
    if (!descriptor.is_open() || ::fsync(descriptor.number()) != 0) return io_error(way, file);
    return {};
}

Status Disk::rename(const fs::path& from, const fs::path& to) {
    const Way from_way{root_, from}, to_way{root_, to};
    const Descriptor old_parent = from_way.open_parent();
    if (!old_parent.is_open()) return io_error(from_way, from);
    const Descriptor new_parent = to_way.open_parent();
    if (!new_parent.is_open() || ::renameat(old_parent.number(), from_way.name().c_str(), new_parent.number(),
                                            to_way.name().c_str()) != 0)
        return io_error(to_way, to);
    return {};
}

Status Disk::remove(const fs::path& file) {
    const Way way{root_, file};
    const Descriptor parent = way.open_parent();
    if (parent.is_open() && ::unlinkat(parent.number(), way.name().c_str(), 0) == 0) return {};
    return errno == ENOENT ? Status{} : io_error(way, file);
}

Status Disk::make_folder(const fs::path& folder) {
    const Way way{root_, folder};
    const Descriptor parent = way.open_parent();
    if (!parent.is_open() || (::mkdirat(parent.number(), way.name().c_str(), 0755) != 0 && errno != EEXIST) ||
        !way.open(O_PATH | O_DIRECTORY).is_open())
        return io_error(way, folder);
    return {};
}

Status Disk::sync_folder(const fs::path& folder) {
    const Way way{root_, folder};
    const Descriptor descriptor = way.open(O_RDONLY | O_DIRECTORY);
    if (!descriptor.is_open() || ::fsync(descriptor.number()) != 0) return io_error(way, folder);
    return {};
}

}  // namespace base
