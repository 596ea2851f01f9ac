#include "kiosk/platform/folder_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kiosk {
namespace {

constexpr std::uint32_t kReplaced = IN_MOVED_TO | IN_CLOSE_WRITE;

/// Whether the events that wait on `events` tell of `file`, or of so much that some were lost.
bool has_news(int events, const std::string& file) {
    alignas(inotify_event) std::array<char, 8192> buffer;
    const ssize_t size = read(events, buffer.data(), buffer.size());
    bool news = false;
    for (std::size_t at = 0; size > 0 && at < static_cast<std::size_t>(size);) {
        inotify_event event;
        std::memcpy(&event, buffer.data() + at, sizeof event);
        const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
        news = news || (event.mask & IN_Q_OVERFLOW) != 0 || ((event.mask & kReplaced) != 0 && file == name);
        at += sizeof event + event.len;
    }
    return news;
}

/// Until `stop` is written.
void watch(int events, int stop, const std::string& file, const std::function<void()>& on_change) {
    pollfd watched[] = {{events, POLLIN, 0}, {stop, POLLIN, 0}};
    while (true) {
        if (poll(watched, 2, -1) < 0) {
            if (errno == EINTR) continue;
            return;
        }
        if ((watched[1].revents & POLLIN) != 0) return;
        if ((watched[0].revents & POLLIN) != 0 && has_news(events, file)) on_change();
    }
}

}  // namespace

FolderWatch::FolderWatch(std::filesystem::path folder, std::string file, std::function<void()> on_change)
    : folder_(std::move(folder)),
      events_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
    renew();
    thread_ = std::thread([events = events_, stop = stop_, name = std::move(file),
                           call = std::move(on_change)] { watch(events, stop, name, call); });
}

FolderWatch::~FolderWatch() {
    const std::uint64_t one = 1;
    while (write(stop_, &one, sizeof one) < 0 && errno == EINTR) {
    }
    thread_.join();
    close(stop_);
    if (events_ >= 0) close(events_);
}

void FolderWatch::renew() {
    if (events_ < 0) return;
    const int found = inotify_add_watch(events_, folder_.c_str(), kReplaced | IN_ONLYDIR);
    if (watch_ >= 0 && found != watch_) inotify_rm_watch(events_, watch_);
    watch_ = found;
}

}  // namespace kiosk
