#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/descriptor.h"
#include "base/event_loop.h"

namespace base {

/// Tells when one file of a folder is replaced (inotify), also when the folder comes later, or goes and is
/// made anew. Where the system refuses to watch, nothing is told: look now and then as well.
class FolderWatch {
public:
    /// Calls `on_change` in a turn of the loop after `file` was renamed to or written, or after the folder
    /// came with what is in it; and perhaps for nothing, when so much happened that some of it was lost.
    FolderWatch(EventLoop& loop, std::filesystem::path folder, std::string file,
                std::function<void()> on_change);
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Watches what has the folder's name now, for what no event tells of: folders above it that come or go,
    /// another disk mounted over it. Costs next to nothing.
    void renew();

private:
    void read();

    std::filesystem::path folder_;
    std::string file_;
    std::function<void()> on_change_;
    Descriptor events_;
    int folder_id_ = -1;
    int parent_id_ = -1;  // while there is no such folder
    EventLoop::Hook hook_;
};

}  // namespace base
