#include "memory_disk.h"

namespace {

const auto kNoPower = base::fail(base::Errc::io, "the power is gone");

}  // namespace

bool MemoryDisk::has_power() {
    if (steps_left == 0) return false;
    --steps_left;
    ++steps_done;
    return true;
}

base::Status MemoryDisk::read_pieces(const std::filesystem::path& file, const TakePiece& take) {
    const auto found = files.find(file.string());
    if (found == files.end()) return base::fail(base::Errc::not_found, file.string());
    return take(found->second);
}

base::Result<std::optional<base::FileFacts>> MemoryDisk::look(const std::filesystem::path& path) {
    const auto found = files.find(path.string());
    if (found == files.end()) return std::nullopt;
    return base::FileFacts{.bytes = found->second.size()};
}

base::Result<std::vector<std::string>> MemoryDisk::list(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& [file, bytes] : files)
        if (std::filesystem::path(file).parent_path() == folder)
            names.push_back(std::filesystem::path(file).filename().string());
    return names;
}

base::Status MemoryDisk::write_synced(const std::filesystem::path& file, std::string_view bytes) {
    if (!has_power()) {
        files[file.string()] = bytes.substr(0, bytes.size() / 2);
        durable[file.string()] = files[file.string()];
        return kNoPower;
    }
    if (is_full) return base::fail(base::Errc::io, "no space left");
    files[file.string()] = bytes;
    durable[file.string()] = bytes;
    return {};
}

base::Status MemoryDisk::append(const std::filesystem::path& file, std::string_view bytes) {
    if (!has_power()) return kNoPower;
    files[file.string()] += bytes;
    return {};
}

base::Status MemoryDisk::sync_file(const std::filesystem::path& file) {
    if (!has_power()) return kNoPower;
    durable[file.string()] = files[file.string()];
    return {};
}

base::Status MemoryDisk::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (!has_power()) return kNoPower;
    auto moved = files.extract(from.string());
    if (moved.empty()) return base::fail(base::Errc::io, "no such file");
    files[to.string()] = moved.mapped();
    return {};
}

base::Status MemoryDisk::remove(const std::filesystem::path& file) {
    if (!has_power()) return kNoPower;
    files.erase(file.string());
    return {};
}

base::Status MemoryDisk::sync_folder(const std::filesystem::path&) {
    if (!has_power()) return kNoPower;
    durable = files;
    return {};
}
