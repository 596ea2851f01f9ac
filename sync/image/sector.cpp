#include "sync/image/sector.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

namespace image {
namespace {

constexpr std::size_t kPieceBytes = 1 << 20;
constexpr std::uint64_t kMostBytes = 64 << 20;

base::Failure failure(const char* doing) {
    return base::fail(base::Errc::io,
                      fmt::format("{} the sector of the roots: {}", doing, std::strerror(errno)));
}

}  // namespace

base::Result<Sector> Sector::find(const std::filesystem::path& partition) {
    base::Descriptor file{::open(partition.c_str(), O_RDWR | O_SYNC | O_CLOEXEC)};
    if (!file.is_open()) return failure("opening");
    std::vector<char> piece(kPieceBytes);
    std::optional<std::uint64_t> found;
    Roots roots;
    for (std::uint64_t at = 0; at < kMostBytes;) {
        const ssize_t read = ::pread(file.number(), piece.data(), piece.size(), static_cast<off_t>(at));
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) return failure("looking for");
        for (std::size_t in = 0; in + kSectorBytes <= static_cast<std::size_t>(read); in += kSectorBytes) {
            auto parsed = parse_sector({piece.data() + in, kSectorBytes});
            if (!parsed) continue;
            if (found) return base::fail(base::Errc::corrupt, "there are two sectors of the roots");
            found = at + in;
            roots = std::move(*parsed);
        }
        if (static_cast<std::size_t>(read) < piece.size()) break;
        at += piece.size();
    }
    if (!found) return base::fail(base::Errc::not_found, partition.string() + " has no sector of the roots");
    return Sector{std::move(file), *found, std::move(roots)};
}

base::Status Sector::write(const Roots& roots) {
    if (roots == roots_) return {};
    const std::string sector = format_sector(roots);
    const ssize_t written =
        ::pwrite(partition_.number(), sector.data(), sector.size(), static_cast<off_t>(at_));
    if (written != static_cast<ssize_t>(sector.size()) || ::fsync(partition_.number()) != 0)
        return failure("writing");
    roots_ = roots;
    return {};
}

}  // namespace image
