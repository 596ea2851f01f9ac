#include "base/boot.h"

#include <chrono>

#include "base/event_loop.h"
#include "base/files.h"

namespace base {

std::string boot_id() {
    auto text = read_file("/proc/sys/kernel/random/boot_id");
    if (!text) return "unknown";
    std::erase(*text, '\n');
    return *text;
}

std::int64_t seconds_since_boot() {
    return std::chrono::floor<std::chrono::seconds>(BootClock::now().time_since_epoch()).count();
}

}  // namespace base
