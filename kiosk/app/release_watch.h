#pragma once

#include <atomic>

#include "kiosk/app/release_hash.h"
#include "kiosk/app/state_folder.h"
#include "kiosk/platform/folder_watch.h"
#include "kiosk/platform/window.h"

namespace kiosk {

/// Looks into the state folder when its "current" is replaced, which wakes the window, and once a minute, for
/// what no event tells of: a folder made anew, a later contact, a release that was changed where it lies.
class ReleaseWatch {
public:
    /// Both must outlive this.
    ReleaseWatch(StateFolder& state, Window& window)
        : state_(state),
          prover_(state.files(), [&window] { window.wake(); }),
          watch_(state.folder(), "current", [this, &window] {
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
        const bool is_proof = settle_proof();
        if (!changed_.exchange(false) && !is_minute && !is_proof) return {};
        News news{state_.contact()};
        news.catalog = state_.open_next(shown, moment);
        if (is_minute) state_.keep_report();
        if (!news.catalog && !prover_.is_busy())
            if (auto unproven = state_.find_unproven(shown)) prover_.begin(std::move(*unproven));
        if (news.catalog) changed_ = true;  // the new one is to be proven as well
        return news;
    }
    void confirm(const std::string& shown) { state_.confirm(shown); }

private:
    /// Whether a release has been read whole.
    bool settle_proof() {
        const auto done = prover_.take();
        if (!done) return false;
        state_.settle(done->proof, done->status);
        return true;
    }

    StateFolder& state_;
    ReleaseProver prover_;
    std::atomic<bool> changed_ = true;  // perhaps, before the watch began
    std::chrono::time_point<std::chrono::system_clock, std::chrono::minutes> minute_{};
    FolderWatch watch_;  // its thread uses `changed_`
};

}  // namespace kiosk
