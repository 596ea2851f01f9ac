#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace base {
namespace {

tl::unexpected<Error> failure(const std::filesystem::path& file, int number) {
    return fail(number == ENOENT ? Errc::not_found : Errc::io,
                fmt::format("{}: {}", file.string(), std::strerror(number)));
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return failure(file, errno);
    struct stat about {};
    const bool is_known = ::fstat(descriptor, &about) == 0;
    const auto size = static_cast<std::size_t>(about.st_size);
    // An empty file has no pages to map.
    void* const pages =
        !is_known || size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int number = errno;
    ::close(descriptor);
    if (!is_known || pages == MAP_FAILED) return failure(file, number);
    return MappedFile{{static_cast<const char*>(pages), size}};
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace base
