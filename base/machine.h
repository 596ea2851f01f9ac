#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace base {

/// How the machine is, as its kernel says. What could not be found out is absent, never zero.
struct MachineFacts {
    std::optional<std::uint64_t> memory_available, memory_size;  // [bytes]
    std::optional<double> temperature_c;                         // of the hottest place
    std::optional<std::chrono::seconds> uptime;
    std::optional<int> panels;         // outputs of graphics cards that a panel hangs on
    std::optional<int> touch_devices;  // panels that are touched; no mice, no pads
};

/// Reads files below `root`: "/".
[[nodiscard]] MachineFacts read_machine(const std::filesystem::path& root = "/");

/// Of the disk that a folder lies on.
struct DiskRoom {
    std::uint64_t free = 0;  // [bytes] that this user may still write
    std::uint64_t size = 0;  // [bytes]
};
[[nodiscard]] std::optional<DiskRoom> read_disk_room(const std::filesystem::path& folder);

}  // namespace base
