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

/// Puts what was made beside `file` in its place; where that fails, or it was not `made`, it goes: a full
/// disk is not made fuller.
Status put_in_place(Files& files, const Status& made, const std::filesystem::path& incoming,
                    const std::filesystem::path& file) {
    const Status done = made ? files.rename(incoming, file) : made;
    if (!done) (void)files.remove(incoming);
    return done;
}

}  // namespace

Result<std::string> Files::read(const std::filesystem::path& file, std::uint64_t max_bytes) {
    std::string bytes;
    const auto read = read_pieces(file, [&](std::string_view piece) -> Status {
        if (piece.size() > max_bytes - bytes.size())
            return fail(Errc::corrupt, fmt::format("{}: is longer than {} bytes", file.string(), max_bytes));
        bytes += piece;
        return {};
    });
    if (!read) return fail(read.error());
    return bytes;
}

bool Files::has_file(const std::filesystem::path& path) {
    const auto found = look(path);
    return found && *found && (*found)->kind == FileFacts::Kind::file;
}

Status replace_file(Files& files, const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path incoming = file.string() + ".new";
    if (auto put = put_in_place(files, files.write_synced(incoming, bytes), incoming, file); !put) return put;
    return files.sync_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

Status replace_file_soon(Files& files, const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path incoming = file.string() + ".new";
    Status made = files.remove(incoming);
    if (made) made = files.append(incoming, bytes);
    return put_in_place(files, made, incoming, file);
}

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
    Disk disk;
    return replace_file_soon(disk, path, bytes);
}

Status make_folders(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(Errc::io, fmt::format("{}: {}", folder.string(), error.message()));
    return {};
}

}  // namespace base
