#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/files.h"

namespace base {
namespace {

Status io_error(const std::filesystem::path& path, int number) {
    return fail(Errc::io, fmt::format("{}: {}", path.string(), std::strerror(number)));
}

/// Closes itself.
class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

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

}  // namespace

Result<std::string> Disk::read(const std::filesystem::path& file) { return read_file(file); }

Status Disk::write_synced(const std::filesystem::path& file, std::string_view bytes) {
    const Descriptor descriptor{file, O_WRONLY | O_CREAT | O_TRUNC};
    if (descriptor.number() < 0 || !write_all(descriptor.number(), bytes) ||
        ::fsync(descriptor.number()) != 0)
        return io_error(file, errno);
    return {};
}

Status Disk::append(const std::filesystem::path& file, std::string_view bytes) {
    const Descriptor descriptor{file, O_WRONLY | O_CREAT | O_APPEND};
    if (descriptor.number() < 0 || !write_all(descriptor.number(), bytes)) return io_error(file, errno);
    return {};
}

Status Disk::sync_file(const std::filesystem::path& file) {
    const Descriptor descriptor{file, O_RDONLY};
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) return io_error(file, errno);
    return {};
}

Status Disk::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) return io_error(to, errno);
    return {};
}

Status Disk::remove(const std::filesystem::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return io_error(file, errno);
    return {};
}

Status Disk::sync_folder(const std::filesystem::path& folder) {
    const Descriptor descriptor{folder, O_RDONLY | O_DIRECTORY};
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) return io_error(folder, errno);
    return {};
}

Status replace_file(Files& files, const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path incoming = file.string() + ".new";
    if (auto written = files.write_synced(incoming, bytes); !written) {
        (void)files.remove(incoming);  // a full disk is not made fuller
        return written;
    }
    if (auto renamed = files.rename(incoming, file); !renamed) {
        (void)files.remove(incoming);
        return renamed;
    }
    return files.sync_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

}  // namespace base
