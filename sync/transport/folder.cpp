#include "sync/transport/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/descriptor.h"

namespace transport {
namespace {

constexpr std::size_t kChunkBytes = 65536;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Errors: invalid (a part is empty, "." or "..", or is not percent-encoded).
base::Result<std::vector<std::string>> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = path.find('/');
        const auto part = decode_name(path.substr(0, end));
        if (!part || part->empty() || *part == "." || *part == "..")
            return base::fail(base::Errc::invalid, "is no name of a file");
        parts.push_back(*part);
        if (end == path.npos) return parts;
        path.remove_prefix(end + 1);
    }
}

base::Error failure(int number) {
    if (number == ENOENT) return {base::Errc::not_found, "is not there"};
    if (number == ELOOP || number == ENOTDIR)
        return {base::Errc::network, "is, or lies behind, a symbolic link or a file, which is not followed"};
    return {base::Errc::network, fmt::format("cannot be read: {}", std::strerror(number))};
}

/// No name leads out of the folder.
base::Result<base::Descriptor> open_file(const std::filesystem::path& folder,
                                         const std::vector<std::string>& parts) {
    std::filesystem::path below;
    for (const std::string& part : parts) below /= part;
    auto file = base::open_below(folder, below, O_RDONLY | O_NONBLOCK);  // a pipe does not hold us up
    struct stat about {};
    if (!file.is_open() || ::fstat(file.number(), &about) != 0) return base::fail(failure(errno));
    if (!S_ISREG(about.st_mode)) return base::fail(base::Errc::network, "is not a file");
    return file;
}

base::Status copy(int from, std::uint64_t max_bytes, Receiver& receiver) {
    std::array<char, kChunkBytes> chunk;
    while (true) {
        const ssize_t n = ::read(from, chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            return base::fail(
                base::Errc::network,
                fmt::format("reading broke off ({}); was the stick pulled out?", std::strerror(errno)));
        if (n == 0) return {};
        if (static_cast<std::uint64_t>(n) > max_bytes - receiver.held())
            return base::fail(base::Errc::network, fmt::format("is longer than {} bytes", max_bytes));
        if (auto taken = receiver.take({chunk.data(), static_cast<std::size_t>(n)}); !taken) return taken;
    }
}

}  // namespace

std::optional<std::string> decode_name(std::string_view name) {
    std::string decoded;
    for (std::size_t i = 0; i < name.size(); ++i) {
        char c = name[i];
        if (c == '%') {
            const int high = i + 2 < name.size() ? hex_digit(name[i + 1]) : -1;
            const int low = high >= 0 ? hex_digit(name[i + 2]) : -1;
            if (low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == 0 || c == '/') return std::nullopt;
        decoded += c;
    }
    return decoded;
}

base::Result<Reply> Folder::fetch(const Request& request, Receiver& receiver) {
    const std::string place = (folder_ / request.path).string();
    const auto parts = parts_of(request.path);
    if (!parts) return base::fail(parts.error(), place);
    const auto file = open_file(folder_, *parts);
    if (!file) return base::fail(file.error(), place);
    if (auto restarted = receiver.restart(); !restarted) return base::fail(restarted.error());
    if (auto copied = copy(file->number(), request.max_bytes, receiver); !copied)
        return base::fail(copied.error(), place);
    return Reply{};
}

}  // namespace transport
