#pragma once

#include <atomic>

#include "kiosk/app/state_folder.h"
#include "kiosk/platform/folder_watch.h"
#include "kiosk/platform/window.h"

namespace kiosk {

/// Looks into the state folder when its "current" is replaced, which wakes the window, and once a minute, for
/// what no event tells of: a folder made anew, a later contact.
class ReleaseWatch {
public:
    /// Both must outlive this.
    ReleaseWatch(StateFolder& state, Window& window)
        : state_(state), watch_(state.folder(), "current", [this, &window] {
              changed_ = true;
              window.wake();
          }) {}

    struct News {
        std::optional<catalog::Contact> contact = {};
        std::optional<OpenCatalog> catalog = {};  // in place of the one that is shown
    };
    /// Reads and opens when it is time to; empty when it is not or nothing is new. Not inside a frame.
    [[nodiscard]] News look(const std::string& shown, const Moment& moment) {
        const auto minute = std::chrono::floor<std::chrono::minutes>(moment.now);
        const bool is_minute = std::exchange(minute_, minute) != minute;
        if (is_minute) watch_.renew();
        if (!changed_.exchange(false) && !is_minute) return {};
        News news{state_.contact()};
        news.catalog = state_.open_next(shown, moment);
        return news;
    }
    void confirm(const std::string& shown) { state_.confirm(shown); }

private:
    StateFolder& state_;
    std::atomic<bool> changed_ = true;  // perhaps, before the watch began
    std::chrono::time_point<std::chrono::system_clock, std::chrono::minutes> minute_{};
    FolderWatch watch_;  // its thread uses `changed_`
};

}  // namespace kiosk
