#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "base/log.h"
#include "kiosk/admin/pages.h"
#include "kiosk/admin/pin_check.h"

namespace kiosk {

/// What a desk works with. Everything outlives it.
struct AdminParts {
    base::Files& files;
    std::filesystem::path state_folder;  // empty: there is none; nothing is kept then, and nothing wished for
    base::Settings settings;             // of the settings file
    std::string program;                 // its version
    std::string boot;                    // which start of the machine this is
    std::function<std::int64_t()> now_s;  // since then
    std::function<void()> on_checked = [] {
    };  // a PIN was compared; called on another thread: `update` is due
    base::Log log = {};
    std::function<std::string()> root_fingerprint = [] { return std::string(); };  // of what the agent trusts
    std::filesystem::path answers = kWishAnswer, machine = "/";                    // tests have others
};

/// Where whoever looks after the screen sits down: knows whether the right PIN was typed, what the pages
/// behind it show, and does what they ask for. Nothing of it is drawn. Reads and writes disks, so never
/// within a frame.
class AdminDesk {
public:
    explicit AdminDesk(AdminParts parts);

    /// The right PIN was typed, and nobody has left since.
    [[nodiscard]] bool is_open() const { return is_open_; }
    /// The settings say so (admin.set_up), there is no PIN, and no release was shown before: whoever hangs
    /// the screen up gets in without one, until one is set.
    [[nodiscard]] bool is_first_start() const { return is_first_start_ && pin_hash_.empty(); }
    /// Opens for them. REQUIRES: it is the first start.
    void open_to_set_up();
    /// Forgets what was typed, and is closed.
    void leave();
    void act(const AdminAct& act);
    /// A finger came down during the touch test.
    void touch(Point at);
    /// Before a page is built for `panel`: what stands on it is found out anew. `failing_pages`: those of the
    /// release that cannot be built.
    void look(const Panel& panel, const std::set<std::string>& failing_pages);
    /// What has come of what was begun. To be called when `on_checked` was, and at `next_due`.
    void update();
    /// Whether a PIN was compared meanwhile.
    [[nodiscard]] bool has_news() const { return check_.is_done(); }
    /// Whether something is waited for that is to be looked at once a second.
    [[nodiscard]] bool is_waiting() const;
    /// How often what the pages show has changed.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

    [[nodiscard]] const AdminPages& pages() const { return pages_; }
    [[nodiscard]] const AdminView& view() const { return view_; }
    /// The settings file with what was set here.
    [[nodiscard]] base::Settings settings() const;
    /// To be told when they change.
    void on_settings(std::function<void(const base::Settings&)> told) { on_settings_ = std::move(told); }

private:
    struct Wish {
        std::int64_t number = 0, since_s = 0;
    };
    void read_attempts();
    void keep_attempts();
    void count_attempts();
    void type(const std::string& digit);
    void enter();
    void take(const PinCheck::Outcome& outcome);
    void type_new(const AdminAct& act);
    void enter_new();
    void take_new(const PinCheck::Outcome& outcome);
    void set(const AdminAct& act);
    void set_up(const AdminAct& act);
    void keep(std::string_view name, base::SettingValue value);
    void undo_settings();
    void store(base::Settings local);
    void show_settings();
    void wish(const std::string& word);
    void read_answer();
    [[nodiscard]] catalog::StatePaths paths() const { return catalog::StatePaths{parts_.state_folder}; }
    [[nodiscard]] bool has_state() const { return !parts_.state_folder.empty(); }

    AdminParts parts_;
    std::string pin_hash_, typed_, first_typed_;
    bool is_first_start_ = false;
    catalog::AdminAttempts attempts_;
    base::Settings local_;
    bool is_open_ = false;
    Wish wish_;
    AdminView view_;
    ViewPages pages_{view_};
    std::uint64_t changes_ = 0;
    std::function<void(const base::Settings&)> on_settings_ = [](const base::Settings&) {};
    PinCheck check_;
};

}  // namespace kiosk
