#include "faulty_disk.h"

namespace {

const auto kNoPower = base::fail(base::Errc::io, "the power is gone");
const auto kNoSpace = base::fail(base::Errc::io, "No space left on device", base::Reason::no_space);

std::optional<std::string> content_of(const std::filesystem::path& file) {
    const auto bytes = base::read_file(file);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

std::uint64_t size_of(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

}  // namespace

bool FaultyDisk::has_power(const std::function<void()>& leave_torn) {
    if (is_off) return false;
    if (steps_left > 0) {
        --steps_left;
        ++steps_done;
        return true;
    }
    is_off = true;
    if (loss == Loss::nothing)
        leave_torn();
    else
        lose();
    return false;
}

void FaultyDisk::cut_power() {
    steps_left = 0;
    (void)has_power([] {});
}

FaultyDisk::Known& FaultyDisk::known(const std::filesystem::path& file) {
    const auto found = known_.find(file);
    if (found != known_.end()) return found->second;
    const Content content = content_of(file);
    return known_.emplace(file, Known{content, content}).first->second;
}

void FaultyDisk::lose() {
    for (const auto& [file, known] : known_) {
        const bool is_there = std::filesystem::is_regular_file(std::filesystem::symlink_status(file));
        const Content left = loss == Loss::everything ? known.durable
                             : is_there               ? known.synced
                                                      : std::nullopt;
        if (left)
            (void)disk_.write_synced(file, *left);
        else
            (void)disk_.remove(file);
    }
    known_.clear();
}

bool FaultyDisk::takes(std::uint64_t before, std::uint64_t after) {
    if (!room) return true;
    if (after > before && after - before > *room) return false;
    *room = *room + before - after;
    return true;
}

base::Status FaultyDisk::read_pieces(const std::filesystem::path& file, const TakePiece& take) {
    ++reads[file.filename().string()];
    if (unreadable.contains(file.filename().string()))
        return base::fail(base::Errc::corrupt, file.string() + ": Input/output error");
    return disk_.read_pieces(file, take);
}

base::Status FaultyDisk::write_synced(const std::filesystem::path& file, std::string_view bytes) {
    if (is_full || !takes(size_of(file), bytes.size())) return kNoSpace;
    Known& about = known(file);
    if (!has_power([&] { (void)disk_.write_synced(file, bytes.substr(0, bytes.size() / 2)); }))
        return kNoPower;
    about.synced = std::string(bytes);
    about.is_new = true;  // another file than the one that had the name
    return disk_.write_synced(file, bytes);
}

base::Status FaultyDisk::append(const std::filesystem::path& file, std::string_view bytes) {
    if (is_full || !takes(0, bytes.size())) return kNoSpace;
    Known& about = known(file);
    if (!has_power([&] { (void)disk_.append(file, bytes.substr(0, bytes.size() / 2)); })) return kNoPower;
    if (!std::filesystem::exists(file)) {
        about.synced = "";
        about.is_new = true;
    }
    return disk_.append(file, bytes);
}

base::Status FaultyDisk::sync_file(const std::filesystem::path& file) {
    Known& about = known(file);
    if (!has_power([] {})) return kNoPower;
    if (forgetful.contains(file.filename().string())) {
        std::string bytes = base::read_file(file).value();
        bytes.replace(bytes.size() / 2, 4096, std::string(4096, '\0'));
        if (auto written = disk_.write_synced(file, bytes); !written) return written;
    }
    about.synced = content_of(file);
    if (!about.is_new) about.durable = about.synced;
    return disk_.sync_file(file);
}

base::Status FaultyDisk::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    Known &source = known(from), &target = known(to);
    if (!has_power([] {})) return kNoPower;
    auto renamed = disk_.rename(from, to);
    if (renamed) {
        target.synced = std::exchange(source.synced, std::nullopt);
        target.is_new = source.is_new = true;
    }
    return renamed;
}

base::Status FaultyDisk::remove(const std::filesystem::path& file) {
    Known& about = known(file);
    if (!has_power([] {})) return kNoPower;
    about.synced.reset();
    about.is_new = true;
    (void)takes(size_of(file), 0);
    return disk_.remove(file);
}

base::Status FaultyDisk::make_folder(const std::filesystem::path& folder) {
    if (!has_power([] {})) return kNoPower;
    return disk_.make_folder(folder);
}

base::Status FaultyDisk::sync_folder(const std::filesystem::path& folder) {
    if (!has_power([] {})) return kNoPower;
    for (auto& [file, about] : known_) {
        if (file.parent_path() != folder) continue;
        about.durable = about.synced;
        about.is_new = false;
    }
    return disk_.sync_folder(folder);
}
