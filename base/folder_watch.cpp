#include "base/folder_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace base {
namespace {

constexpr std::uint32_t kPut = IN_MOVED_TO | IN_CLOSE_WRITE;
constexpr std::uint32_t kGone = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED;
constexpr std::uint32_t kMade = IN_CREATE | IN_MOVED_TO;

/// "a/b/" and "a/b" are the same.
std::filesystem::path without_slash(std::filesystem::path folder) {
    return folder.has_filename() ? folder : folder.parent_path();
}

/// Calls `see(event, name)` for each event that waits.
template <class See>
void for_each_event(int events, See see) {
    alignas(inotify_event) std::array<char, 8192> buffer;
    for (ssize_t size; (size = ::read(events, buffer.data(), buffer.size())) > 0;)
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            see(event, std::string_view(event.len > 0 ? buffer.data() + at + sizeof event : ""));
            at += sizeof event + event.len;
        }
}

}  // namespace

FolderWatch::FolderWatch(EventLoop& loop, std::filesystem::path folder, std::string file,
                         std::function<void()> on_change)
    : folder_(without_slash(std::move(folder))),
      file_(std::move(file)),
      on_change_(std::move(on_change)),
      events_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (!events_.is_open()) return;
    if (auto hook = loop.watch(events_.number(), [this] { read(); })) hook_ = std::move(*hook);
    renew();
}

void FolderWatch::renew() {
    if (!events_.is_open()) return;
    const auto watch = [&](const std::filesystem::path& path, std::uint32_t what) {
        return ::inotify_add_watch(events_.number(), path.c_str(), what | IN_ONLYDIR);
    };
    const auto keep = [&](int& id, int found) {
        if (id >= 0 && id != found) ::inotify_rm_watch(events_.number(), id);
        id = found;
    };
    const auto find_folder = [&] { return watch(folder_, kPut | IN_DELETE_SELF | IN_MOVE_SELF); };
    keep(folder_id_, find_folder());
    keep(parent_id_, folder_id_ < 0 ? watch(folder_.parent_path(), kMade) : -1);
    if (folder_id_ < 0) keep(folder_id_, find_folder());  // made before its parent was watched
}

void FolderWatch::read() {
    bool is_news = false, is_to_be_renewed = false;
    for_each_event(events_.number(), [&](const inotify_event& event, std::string_view name) {
        const bool is_of_folder = event.wd == folder_id_,
                   is_made = event.wd == parent_id_ && name == folder_.filename().string();
        is_to_be_renewed = is_to_be_renewed || is_made || (is_of_folder && (event.mask & kGone) != 0);
        is_news = is_news || is_made || (event.mask & IN_Q_OVERFLOW) != 0 ||
                  (is_of_folder && (event.mask & kPut) != 0 && name == file_);
    });
    if (is_to_be_renewed) renew();
    if (is_news) on_change_();
}

}  // namespace base
