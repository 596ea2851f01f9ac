#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace base {

/// What lies under a name.
struct FileFacts {
    enum class Kind { file, folder, link, other };
    Kind kind = Kind::file;
    std::uint64_t bytes = 0;
    std::uint32_t owner = 0, group = 0;  // numbers of the user and the group
    std::uint32_t mode = 0;              // who may do what, as chmod has it: 0755
    std::uint64_t number = 0;            // of the file itself, whatever its name
    std::int64_t changed_ns = 0;  // when its bytes or its owner last did, since 1970; nobody can set it
    friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

/// The few things that are done to a disk, each of which a power cut may come before or after. Tests put a
/// disk here that fails. What is written in several steps, or lies where others may write, goes through this;
/// a file that is read once does not have to.
///
/// A link is never followed: what is read is a file, what is written is made anew or was made by us. "Not a
/// file of ours" below: a link, a pipe, a device, a file that has a second name.
class Files {
public:
    virtual ~Files() = default;

    /// Takes the next bytes of a file. An error ends the reading, and is what comes of it.
    using TakePiece = std::function<Status(std::string_view bytes)>;
    /// Errors: not_found; corrupt (not a file of ours, or a block that the disk cannot read back); io (no
    /// permission, a folder); those of `take`.
    [[nodiscard]] virtual Status read_pieces(const std::filesystem::path& file, const TakePiece& take) = 0;
    /// All of it at once. Errors: as above; corrupt: also longer than `max_bytes`.
    [[nodiscard]] Result<std::string> read(const std::filesystem::path& file,
                                           std::uint64_t max_bytes = kAnyLength);
    static constexpr std::uint64_t kAnyLength = std::numeric_limits<std::uint64_t>::max();

    /// Nothing: nothing has this name. Errors: io.
    [[nodiscard]] virtual Result<std::optional<FileFacts>> look(const std::filesystem::path& path) = 0;
    /// Whether a file, and no folder or link, has this name; false as well where that cannot be said.
    [[nodiscard]] bool has_file(const std::filesystem::path& path);
    /// The names in a folder, in order. Errors: not_found; io (a link, no folder).
    [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::filesystem::path& folder) = 0;

    /// What this user can still write there. Errors: io.
    [[nodiscard]] virtual Result<std::uint64_t> free_bytes(const std::filesystem::path& folder) = 0;

    /// Makes the file anew, in place of whatever but a folder had the name, and waits until the bytes are on
    /// the disk. After a power cut the old one may be there, or any part of the new one. Errors: io.
    [[nodiscard]] virtual Status write_synced(const std::filesystem::path& file, std::string_view bytes) = 0;
    /// Adds to the end of a file, which is created where there is none; does not wait for the disk. After a
    /// power cut any part of it may be there. Errors: io (also: not a file of ours).
    [[nodiscard]] virtual Status append(const std::filesystem::path& file, std::string_view bytes) = 0;
    /// Waits until what was appended is on the disk. Errors: io.
    [[nodiscard]] virtual Status sync_file(const std::filesystem::path& file) = 0;
    /// In one step, replacing `to`. Errors: io.
    [[nodiscard]] virtual Status rename(const std::filesystem::path& from,
                                        const std::filesystem::path& to) = 0;
    /// A file that is not there is no error. Errors: io.
    [[nodiscard]] virtual Status remove(const std::filesystem::path& file) = 0;
    /// One folder, which its owner may write to and everybody read; one that is there is no error.
    /// Errors: io (a link or a file has the name).
    [[nodiscard]] virtual Status make_folder(const std::filesystem::path& folder) = 0;
    /// Without it a file that was made, renamed or removed may be as before after a power cut. Errors: io.
    [[nodiscard]] virtual Status sync_folder(const std::filesystem::path& folder) = 0;
};

/// The real disk.
class Disk : public Files {
public:
    Disk() = default;
    /// What lies below `root` is reached part by part, and a folder on the way that is a link is refused;
    /// `root` itself may be one. Elsewhere links among the folders are followed, as they always are without
    /// a root.
    explicit Disk(std::filesystem::path root) : root_(std::move(root)) {}

    Status read_pieces(const std::filesystem::path& file, const TakePiece& take) override;
    Result<std::optional<FileFacts>> look(const std::filesystem::path& path) override;
    Result<std::vector<std::string>> list(const std::filesystem::path& folder) override;
    Result<std::uint64_t> free_bytes(const std::filesystem::path& folder) override;
    Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    Status append(const std::filesystem::path& file, std::string_view bytes) override;
    Status sync_file(const std::filesystem::path& file) override;
    Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Status remove(const std::filesystem::path& file) override;
    Status make_folder(const std::filesystem::path& folder) override;
    Status sync_folder(const std::filesystem::path& folder) override;

private:
    std::filesystem::path root_;  // empty: none
};

/// Replaces `file`: a power cut at any moment leaves the old content or the new one, and beside it perhaps
/// "<file>.new", which the next call makes anew. Errors: io; the old content then stands, or already the new.
[[nodiscard]] Status replace_file(Files& files, const std::filesystem::path& file, std::string_view bytes);

/// The same for what may be lost: does not wait for the disk, and a power cut may leave an empty file.
[[nodiscard]] Status replace_file_soon(Files& files, const std::filesystem::path& file,
                                       std::string_view bytes);

/// The whole file as bytes, through links. Errors: not_found; io (no permission, a folder, a read error).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

/// Replaces `path` by `bytes` through a neighbouring file that is made anew, so that a reader sees the old
/// content or the new one, never a part. Does not wait for the disk. Errors: io; the old content then
/// stands.
[[nodiscard]] Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// Creates the folder and those above it; one that is there is no error. Errors: io.
[[nodiscard]] Status make_folders(const std::filesystem::path& folder);

}  // namespace base
