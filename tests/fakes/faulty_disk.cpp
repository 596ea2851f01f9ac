#include "faulty_disk.h"

namespace {

const auto kNoPower = base::fail(base::Errc::io, "the power is gone");
const auto kNoSpace = base::fail(base::Errc::io, "No space left on device");

}  // namespace

bool FaultyDisk::has_power() {
    is_off = is_off || steps_left == 0;
    if (is_off) return false;
    --steps_left;
    ++steps_done;
    return true;
}

base::Status FaultyDisk::write_synced(const std::filesystem::path& file, std::string_view bytes) {
    if (is_full) return kNoSpace;
    if (has_power()) return disk_.write_synced(file, bytes);
    (void)disk_.write_synced(file, bytes.substr(0, bytes.size() / 2));
    return kNoPower;
}

base::Status FaultyDisk::append(const std::filesystem::path& file, std::string_view bytes) {
    if (is_full) return kNoSpace;
    if (has_power()) return disk_.append(file, bytes);
    (void)disk_.append(file, bytes.substr(0, bytes.size() / 2));
    return kNoPower;
}

base::Status FaultyDisk::sync_file(const std::filesystem::path& file) {
    return has_power() ? disk_.sync_file(file) : base::Status{kNoPower};
}
base::Status FaultyDisk::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    return has_power() ? disk_.rename(from, to) : base::Status{kNoPower};
}
base::Status FaultyDisk::remove(const std::filesystem::path& file) {
    return has_power() ? disk_.remove(file) : base::Status{kNoPower};
}
base::Status FaultyDisk::sync_folder(const std::filesystem::path& folder) {
    return has_power() ? disk_.sync_folder(folder) : base::Status{kNoPower};
}
