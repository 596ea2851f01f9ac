#pragma once

#include "base/folder_watch.h"
#include "kiosk/app/release_hash.h"
#include "kiosk/app/state_folder.h"

namespace kiosk {

/// Looks into the state folder when its "current" or its "import" is replaced, and once a minute, for what no
/// event tells of: a disk that was mounted over it, a later contact, a release that was changed where it
/// lies.
class ReleaseWatch {
public:
    /// Both must outlive this.
    ReleaseWatch(base::EventLoop& loop, StateFolder& state)
        : state_(state),
          prover_(state.files(), [&loop] { loop.wake(); }),
          watch_(loop, state.folder(), "current", [this] { changed_ = true; }),
          import_watch_(loop, state.folder(), "import", [this] { has_import_ = true; }) {}

    struct News {
        std::optional<catalog::Contact> contact = {};
        std::optional<OpenCatalog> catalog = {};  // in place of the one that is shown
        std::optional<catalog::Import> import = {};
    };
    /// Whether there is something to look at, before the next full minute.
    [[nodiscard]] bool is_due() const { return changed_ || has_import_ || prover_.is_done(); }
    /// Reads and opens when it is time to; empty when it is not or nothing is new. Not inside a frame.
    [[nodiscard]] News look(const std::string& shown, const Moment& moment) {
        const auto minute = std::chrono::floor<std::chrono::minutes>(moment.now);
        const bool is_minute = std::exchange(minute_, minute) != minute;
        if (is_minute) {
            watch_.renew();
            import_watch_.renew();
        }
        const bool is_proof = settle_proof();
        News news;
        if (std::exchange(has_import_, false) || is_minute) news.import = state_.take_import();
        if (!std::exchange(changed_, false) && !is_minute && !is_proof) return news;
        news.contact = state_.contact();
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
    bool changed_ = true, has_import_ = true;  // perhaps, before the watch began
    std::chrono::time_point<std::chrono::system_clock, std::chrono::minutes> minute_{};
    base::FolderWatch watch_, import_watch_;
};

}  // namespace kiosk
