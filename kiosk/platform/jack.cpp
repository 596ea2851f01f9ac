#include "kiosk/platform/jack.h"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace kiosk {
namespace {

bool is_jack(const base::Descriptor& device) {
    std::array<unsigned long, SW_MAX / (8 * sizeof(unsigned long)) + 1> switches{};
    const bool answers = ioctl(device.number(), EVIOCGBIT(EV_SW, sizeof switches), switches.data()) >= 0;
    return answers && (switches[0] >> SW_HEADPHONE_INSERT & 1) != 0;
}

}  // namespace

std::vector<base::Descriptor> open_jacks(const std::filesystem::path& folder) {
    std::vector<base::Descriptor> jacks;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        if (!entry.path().filename().string().starts_with("event")) continue;
        base::Descriptor device{::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
        if (device.is_open() && is_jack(device)) jacks.push_back(std::move(device));
    }
    return jacks;
}

JackNews read_jack(const base::Descriptor& jack) {
    JackNews news;
    for (input_event event{};;) {
        const auto bytes = ::read(jack.number(), &event, sizeof event);
        if (bytes < 0 && errno == EINTR) continue;
        if (bytes != static_cast<ssize_t>(sizeof event)) {
            news.is_gone = bytes >= 0 || errno != EAGAIN;
            return news;
        }
        if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) news.plugged_in = event.value != 0;
    }
}

}  // namespace kiosk
