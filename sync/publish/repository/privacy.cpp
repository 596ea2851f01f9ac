#include "sync/publish/repository/privacy.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/files.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

base::Failure last_error(const fs::path& path) {
    return base::fail(errno == ENOENT ? base::Errc::not_found : base::Errc::io,
                      fmt::format("{}: {}", path.string(), std::strerror(errno)));
}

/// FAT knows no permissions; who may read there is said when it is mounted.
constexpr const char* kOnFat = "where that changes nothing, on a FAT stick, mount it with -o umask=077";

bool is_within(const fs::path& inner, const fs::path& outer) {
    const auto [rest, end] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    return rest == outer.end() || (std::next(rest) == outer.end() && rest->empty());
}

}  // namespace

base::Status check_is_secret(const fs::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return last_error(file);
    if (!S_ISREG(found.st_mode)) return {};
    const bool is_own = found.st_uid == ::geteuid();
    if ((found.st_mode & (is_own ? S_IRWXG | S_IRWXO : S_IRWXO)) == 0) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format("{}: others on this machine can read it, so it is no secret; run `chmod {} {}` "
                    "({}). If they may have read it, replace it: `kiosk-publish rotate-key`",
                    file.string(), is_own ? "600" : "o=", file.string(), kOnFat));
}

base::Status check_nobody_else_writes(const fs::path& folder) {
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0) return last_error(folder);
    if ((found.st_mode & (S_IWGRP | S_IWOTH)) == 0) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format("{}: others on this machine may change what is in it, and it says whom to trust; "
                    "run `chmod go-w {}` ({})",
                    folder.string(), folder.string(), kOnFat));
}

base::Result<bool> is_inside(const fs::path& path, const fs::path& repository) {
    std::error_code error;
    const fs::path inner = fs::weakly_canonical(path, error);
    const fs::path outer = error ? fs::path() : fs::weakly_canonical(repository, error);
    if (error) return base::fail(base::Errc::io, fmt::format("{}: {}", path.string(), error.message()));
    return is_within(inner, outer);
}

base::Status check_is_outside(const fs::path& secret, const fs::path& repository, const char* what) {
    const auto inside = is_inside(secret, repository);
    if (!inside) return base::fail(inside.error());
    if (!*inside) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format("{} {}: is inside the repository {}, which is copied to servers and served to "
                    "everybody; move it out",
                    what, secret.string(), repository.string()));
}

base::Status make_private_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return {};
    if (folder.has_parent_path())
        if (auto made = base::make_folders(folder.parent_path()); !made) return made;
    if (::mkdir(folder.c_str(), 0700) != 0) return last_error(folder);
    return {};
}

base::Status give_to_owner_above(const fs::path& folder) {
    struct stat above {};
    if (::geteuid() != 0) return {};
    if (::stat((folder / "..").c_str(), &above) != 0) return last_error(folder);
    if (::chown(folder.c_str(), above.st_uid, above.st_gid) != 0) return last_error(folder);
    return {};
}

}  // namespace publish
