#include "sync/agent/reserve.h"

namespace agent {
namespace {

/// A root has 512 kB at most and 5 kB as a rule; the others are smaller.
constexpr std::uint64_t kReserveBytes = 256 << 10;
/// What is given back at a time: disks count in blocks.
constexpr std::uint64_t kStepBytes = 16 << 10;

}  // namespace

void Reserve::renew() {
    const auto found = files_.look(file_);
    if (!found) return;
    const std::uint64_t held = *found ? (*found)->bytes : 0;
    const auto room = files_.free_bytes(file_.parent_path());
    if (held != kReserveBytes && room && *room + held >= kReserveBytes + kStepBytes) fill(kReserveBytes);
}

void Reserve::fill(std::uint64_t bytes) {
    // Not zeros, which some file systems keep without taking room for them.
    if (!files_.write_synced(file_, std::string(bytes, 'x'))) (void)files_.remove(file_);
}

base::Status Reserve::write_synced(const std::filesystem::path& file, std::string_view bytes) {
    auto written = files_.write_synced(file, bytes);
    if (written || written.error().reason != base::Reason::no_space) return written;
    const auto reserve = files_.look(file_);
    if (!reserve || !*reserve || !files_.remove(file_)) return written;
    written = files_.write_synced(file, bytes);
    // The rest is nobody else's either, and least of all a download's.
    const std::uint64_t taken = (bytes.size() / kStepBytes + 2) * kStepBytes;
    if ((*reserve)->bytes > taken) fill((*reserve)->bytes - taken);
    return written;
}

}  // namespace agent
