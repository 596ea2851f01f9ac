#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/descriptor.h"

namespace kiosk {

/// The jacks for headphones that the kernel tells of (SW_HEADPHONE_INSERT) and that this user may read. They
/// can be read from when something happened at them.
[[nodiscard]] std::vector<base::Descriptor> open_jacks(const std::filesystem::path& folder = "/dev/input");

/// What has happened at a jack since it was read last.
struct JackNews {
    std::optional<bool> plugged_in =
        {};                // the last that happened to headphones; nothing: they were left alone
    bool is_gone = false;  // the jack, with its device
};
[[nodiscard]] JackNews read_jack(const base::Descriptor& jack);

}  // namespace kiosk
