#include "base/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

namespace base {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return fail(Errc::io, fmt::format("{}: is a folder, not a file", path.string()));
    OpenFile file{std::fopen(path.c_str(), "rb")};
    if (!file)
        return fail(errno == ENOENT ? Errc::not_found : Errc::io,
                    fmt::format("{}: {}", path.string(), std::strerror(errno)));
    std::string bytes;
    char chunk[65536];
    for (std::size_t n; (n = std::fread(chunk, 1, sizeof chunk, file.get())) > 0;) bytes.append(chunk, n);
    if (std::ferror(file.get())) return fail(Errc::io, fmt::format("{}: read error", path.string()));
    return bytes;
}

Status write_file(const std::filesystem::path& path, std::string_view bytes) {
    const std::filesystem::path incoming = path.string() + ".new";
    OpenFile file{std::fopen(incoming.c_str(), "wb")};
    if (!file) return fail(Errc::io, fmt::format("{}: {}", incoming.string(), std::strerror(errno)));
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    const bool closed = std::fclose(file.release()) == 0;
    std::error_code error;
    if (written && closed) std::filesystem::rename(incoming, path, error);
    if (written && closed && !error) return {};
    const std::string why = error ? error.message() : std::strerror(errno);
    std::filesystem::remove(incoming, error);
    return fail(Errc::io, fmt::format("{}: {}", path.string(), why));
}

Status make_folders(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(Errc::io, fmt::format("{}: {}", folder.string(), error.message()));
    return {};
}

}  // namespace base
