#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace kiosk {

/// Tells when one file of a folder is replaced, by a call on a thread that sleeps until then (inotify). Where
/// the system refuses to watch, nobody is called: look now and then as well.
class FolderWatch {
public:
    /// `on_change` is called on the other thread, once for each time that `file` was renamed to or written. A
    /// folder that is not there yet is watched from the next `renew` on.
    FolderWatch(std::filesystem::path folder, std::string file, std::function<void()> on_change);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Watches what has the folder's name now: it may have been deleted and made anew. Costs next to nothing.
    void renew();

private:
    std::filesystem::path folder_;
    int events_ = -1;  // inotify
    int watch_ = -1;
    int stop_ = -1;  // eventfd: written when this ends
    std::thread thread_;
};

}  // namespace kiosk
