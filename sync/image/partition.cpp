#include "sync/image/partition.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "sync/tuf/hashes.h"

namespace image {
namespace {

namespace fs = std::filesystem;
using base::Errc;

constexpr std::size_t kPieceBytes = 1 << 20;
constexpr std::size_t kExt4Magic = 0x438;  // where an ext4 file system says that it is one

base::Failure failure(const char* doing, const fs::path& file) {
    return base::fail(Errc::io, fmt::format("{} {}: {}", doing, file.string(), std::strerror(errno)));
}

base::Result<std::size_t> read_some(int file, std::vector<char>& piece, std::size_t most,
                                    const fs::path& name) {
    while (true) {
        const ssize_t read = ::read(file, piece.data(), std::min(most, piece.size()));
        if (read >= 0) return static_cast<std::size_t>(read);
        if (errno != EINTR) return failure("reading", name);
    }
}

base::Status write_all(int file, std::string_view bytes, const fs::path& name) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failure("writing", name);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

using Take = std::function<base::Status(std::string_view)>;

/// Hands on what one frame holds. Errors: also those of `take`.
base::Status unpack(const fs::path& packed, const Take& take) {
    const base::Descriptor file{::open(packed.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    if (!file.is_open()) return failure("opening", packed);
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context{ZSTD_createDCtx()};
    if (!context) return base::fail(Errc::io, "unpacking: no memory");
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMostWindowLog);
    std::vector<char> in(kPieceBytes), out(kPieceBytes);
    std::size_t left = 1;
    while (true) {
        const auto size = read_some(file.number(), in, in.size(), packed);
        if (!size) return base::fail(size.error());
        if (*size == 0) break;
        ZSTD_inBuffer input{in.data(), *size, 0};
        ZSTD_outBuffer output{out.data(), out.size(), 0};
        do {
            if (left == 0) return base::fail(Errc::corrupt, "unpacking: bytes behind the end of the frame");
            output.pos = 0;
            left = ZSTD_decompressStream(context.get(), &output, &input);
            if (ZSTD_isError(left) != 0)
                return base::fail(Errc::corrupt, fmt::format("unpacking: {}", ZSTD_getErrorName(left)));
            if (auto taken = take({out.data(), output.pos}); !taken) return taken;
        } while (input.pos < input.size || (left != 0 && output.pos == output.size));
    }
    return left == 0 ? base::Status{} : base::fail(Errc::corrupt, "unpacking: the frame is cut short");
}

}  // namespace

base::Status write_partition(const fs::path& packed, const Content& content, const fs::path& partition) {
    const base::Descriptor disk{::open(partition.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!disk.is_open()) return failure("opening", partition);
    std::uint64_t written = 0;
    const auto take = [&](std::string_view bytes) -> base::Status {
        if (bytes.size() > content.length_bytes - written)
            return base::fail(Errc::corrupt,
                              fmt::format("unpacking: more than {} bytes come out", content.length_bytes));
        written += bytes.size();
        return write_all(disk.number(), bytes, partition);
    };
    if (auto unpacked = unpack(packed, take); !unpacked) return unpacked;
    if (written != content.length_bytes)
        return base::fail(Errc::corrupt,
                          fmt::format("unpacking: {} bytes come out, not {}", written, content.length_bytes));
    return ::fsync(disk.number()) == 0 ? base::Status{} : failure("writing", partition);
}

base::Status check_partition(const fs::path& partition, const Content& content) {
    const base::Descriptor disk{::open(partition.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!disk.is_open()) return failure("opening", partition);
    // What the kernel remembers of a partition is no proof of what lies on it. A file has no such thing.
    (void)::ioctl(disk.number(), BLKFLSBUF, 0);
    (void)::posix_fadvise(disk.number(), 0, 0, POSIX_FADV_DONTNEED);
    auto hasher = *tuf::Hasher::find("sha256");
    std::vector<char> piece(kPieceBytes);
    for (std::uint64_t left = content.length_bytes; left > 0;) {
        const auto size = read_some(disk.number(), piece, left, partition);
        if (!size) return base::fail(size.error());
        if (*size == 0)
            return base::fail(Errc::unverified, partition.string() + " is shorter than the image");
        hasher.add({piece.data(), *size});
        left -= *size;
    }
    if (const std::string found = hasher.finish(); found != content.sha256)
        return base::fail(Errc::unverified,
                          fmt::format("{} has sha256 {}, not {}", partition.string(), found, content.sha256));
    return {};
}

base::Result<Content> content_of(const fs::path& packed) {
    Content content;
    std::string beginning;
    auto hasher = *tuf::Hasher::find("sha256");
    const auto unpacked = unpack(packed, [&](std::string_view bytes) -> base::Status {
        content.length_bytes += bytes.size();
        hasher.add(bytes);
        beginning += bytes.substr(0, kExt4Magic + 2 - std::min(beginning.size(), kExt4Magic + 2));
        return {};
    });
    if (!unpacked) return base::fail(unpacked.error());
    if (beginning.size() < kExt4Magic + 2 || beginning.substr(kExt4Magic) != "\x53\xef")
        return base::fail(Errc::corrupt, "what is packed is no ext4 file system");
    content.sha256 = hasher.finish();
    return content;
}

}  // namespace image
