#include "base/machine.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace base {
namespace {

namespace fs = std::filesystem;

std::optional<std::int64_t> number_in(std::string_view text) {
    const auto from = text.find_first_of("0123456789-");
    if (from == text.npos) return std::nullopt;
    std::int64_t number = 0;
    const auto done = std::from_chars(text.data() + from, text.data() + text.size(), number);
    return done.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

/// A line of /proc/meminfo, which counts kB.
std::optional<std::uint64_t> memory_line(const std::string& text, std::string_view name) {
    const auto at = text.find(name);
    const auto kb =
        at == text.npos ? std::nullopt : number_in(std::string_view(text).substr(at + name.size()));
    return kb && *kb >= 0 ? std::optional(static_cast<std::uint64_t>(*kb) * 1024) : std::nullopt;
}

void read_memory(MachineFacts& facts, const fs::path& root) {
    const auto text = read_file(root / "proc/meminfo");
    if (!text) return;
    facts.memory_size = memory_line(*text, "MemTotal:");
    facts.memory_available = memory_line(*text, "MemAvailable:");
}

void read_uptime(MachineFacts& facts, const fs::path& root) {
    const auto text = read_file(root / "proc/uptime");
    if (const auto seconds = text ? number_in(*text) : std::nullopt)
        facts.uptime = std::chrono::seconds{*seconds};
}

/// Zones that are not there or say what cannot be are left out.
void read_temperature(MachineFacts& facts, const fs::path& root) {
    constexpr double kLeast = -40, kMost = 150;
    std::error_code error;
    for (const auto& zone : fs::directory_iterator(root / "sys/class/thermal", error)) {
        const auto text = read_file(zone.path() / "temp");
        const auto thousandths = text ? number_in(*text) : std::nullopt;
        if (!thousandths) continue;
        const double celsius = static_cast<double>(*thousandths) / 1000;
        if (celsius > kLeast && celsius < kMost && celsius != 0)
            facts.temperature_c = std::max(facts.temperature_c.value_or(kLeast), celsius);
    }
}

/// Outputs are folders such as card0-HDMI-A-1; one that only writes to memory has no panel.
void read_panels(MachineFacts& facts, const fs::path& root) {
    std::error_code error;
    for (const auto& output : fs::directory_iterator(root / "sys/class/drm", error)) {
        if (output.path().filename().string().find("Writeback") != std::string::npos) continue;
        const auto status = read_file(output.path() / "status");
        if (!status) continue;  // the card itself
        facts.panels = facts.panels.value_or(0) + (status->starts_with("connected") ? 1 : 0);
    }
}

/// One of the bit sets that the kernel prints of an input device, in words of a long, the highest first.
class Bits {
public:
    explicit Bits(std::string_view text) {
        while (!text.empty()) {
            std::uint64_t word = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), word, 16);
            if (error != std::errc{}) break;
            words_.push_back(word);
            text.remove_prefix(static_cast<std::size_t>(end - text.data()));
            text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        }
        std::reverse(words_.begin(), words_.end());
    }
    [[nodiscard]] bool has(unsigned bit) const {
        constexpr unsigned kWord = 8 * sizeof(long);
        return bit / kWord < words_.size() && (words_[bit / kWord] >> (bit % kWord) & 1) != 0;
    }

private:
    std::vector<std::uint64_t> words_;
};

/// "B: ABS=..." of the block of one device.
Bits bits_of(std::string_view device, std::string_view name) {
    const std::string mark = "B: " + std::string(name) + "=";
    const auto at = device.find(mark);
    if (at == device.npos) return Bits{""};
    const std::string_view rest = device.substr(at + mark.size());
    return Bits{rest.substr(0, rest.find('\n'))};
}

/// As udev's input_id judges. Numbers: linux/input-event-codes.h.
bool is_touch_panel(std::string_view device) {
    constexpr unsigned kAbsX = 0x00, kAbsMultiX = 0x35, kButtonLeft = 0x110, kPen = 0x140, kFinger = 0x145,
                       kTouch = 0x14a, kStylus = 0x14b, kDirect = 0x01;
    const Bits places = bits_of(device, "ABS"), keys = bits_of(device, "KEY");
    const bool is_direct = bits_of(device, "PROP").has(kDirect);
    if (!places.has(kAbsX) && !places.has(kAbsMultiX)) return false;
    if (keys.has(kPen) || keys.has(kStylus) || keys.has(kButtonLeft)) return false;
    if (keys.has(kFinger) && !is_direct) return false;  // a pad
    return is_direct || keys.has(kTouch);
}

void read_touch_devices(MachineFacts& facts, const fs::path& root) {
    const auto text = read_file(root / "proc/bus/input/devices");
    if (!text) return;
    facts.touch_devices = 0;
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find("\n\n"), rest.size());
        if (is_touch_panel(rest.substr(0, end))) ++*facts.touch_devices;
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
}

}  // namespace

MachineFacts read_machine(const fs::path& root) {
    MachineFacts facts;
    read_memory(facts, root);
    read_uptime(facts, root);
    read_temperature(facts, root);
    read_panels(facts, root);
    read_touch_devices(facts, root);
    return facts;
}

std::optional<DiskRoom> read_disk_room(const fs::path& folder) {
    struct statvfs room {};
    if (::statvfs(folder.c_str(), &room) != 0) return std::nullopt;
    return DiskRoom{std::uint64_t{room.f_bavail} * room.f_frsize,
                    std::uint64_t{room.f_blocks} * room.f_frsize};
}

}  // namespace base
