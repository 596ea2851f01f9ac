#include "kiosk/admin/desk.h"

#include <algorithm>
#include <cmath>

#include "kiosk/admin/attempts.h"
#include "kiosk/admin/local_settings.h"
#include "kiosk/admin/pin.h"

namespace kiosk {
namespace {

constexpr std::uint64_t kLongestFile = 16 * 1024;
constexpr std::size_t kMostTouches = 64;
/// A stick may be slow; whoever waits longer looks at the log.
constexpr std::int64_t kAnswerWithinS = 120;

}  // namespace

AdminDesk::AdminDesk(AdminParts parts)
    : parts_(std::move(parts)), local_(local_table()), check_(parts_.files, [this] { parts_.on_checked(); }) {
    // What is no folder holds nothing; whoever looks for a release says so.
    std::error_code ignored;
    const bool is_there = std::filesystem::exists(parts_.state_folder, ignored);
    if (is_there && !std::filesystem::is_directory(parts_.state_folder, ignored)) parts_.state_folder.clear();
    view_.program = parts_.program;
    view_.may_wish = has_state();
    view_.up.may_set_pin = has_state() && parts_.settings.is_default(name_of(LocalKey::pin));
    view_.up.rotation_drawn = -1;
    read_attempts();
    auto local =
        has_state() ? read_local(parts_.files, paths().local_settings()) : base::Settings{local_table()};
    if (local)
        local_ = std::move(*local);
    else
        parts_.log.error(view_.settings_fault = local.error().message);
    show_settings();
    if (!has_state()) return;
    const auto report = parts_.files.read(paths().report(), kLongestFile);
    const auto shown = report ? catalog::parse_report(*report) : base::Result<catalog::DisplayReport>{};
    is_first_start_ = make_config(parts_.settings).set_up && (!shown || shown->confirmed.empty());
}

void AdminDesk::open_to_set_up() {
    if (!is_first_start()) return;
    is_open_ = true;
    ++changes_;
}

void AdminDesk::leave() {
    forget(typed_);
    forget(first_typed_);
    is_open_ = false;
    view_.up.typed = 0;
    view_.up.is_again = view_.up.did_differ = view_.up.is_being_made = false;
    view_.pin.typed = 0;
    view_.pin.was_wrong = view_.pin.is_being_checked = false;
    view_.touches.clear();
    ++changes_;
}

// ---- the PIN

/// What cannot be read was tried too often: whoever damages the file wins nothing.
void AdminDesk::read_attempts() {
    if (has_state()) {
        const auto text = parts_.files.read(paths().attempts(), kLongestFile);
        auto kept = text ? catalog::parse_attempts(*text) : base::fail(text.error());
        if (!kept && (text || text.error().code != base::Errc::not_found)) {
            parts_.log.warning(paths().attempts().string() + ": " + kept.error().message);
            kept = catalog::AdminAttempts{parts_.boot, {}};
            kept->at_s.assign(kMostAttempts, parts_.now_s());
        }
        if (kept) attempts_ = std::move(*kept);
    }
    count_attempts();
}

void AdminDesk::count_attempts() {
    const std::int64_t now_s = parts_.now_s();
    attempts_ = counted(std::move(attempts_), parts_.boot, now_s);
    view_.pin.attempts_left = attempts_left(attempts_);
    view_.pin.wait_s = wait_s(attempts_, now_s);
}

void AdminDesk::keep_attempts() {
    if (!has_state()) return;
    const auto kept =
        base::replace_file(parts_.files, paths().attempts(), catalog::format_attempts(attempts_));
    if (!kept) parts_.log.warning(kept.error().message);
}

void AdminDesk::type(const std::string& digit) {
    if (typed_.size() < kLongestPin) typed_ += digit;
    view_.pin.was_wrong = false;
}

void AdminDesk::enter() {
    count_attempts();
    if (check_.is_busy() || !is_pin(typed_) || pin_hash_.empty() || view_.pin.wait_s > 0) return;
    attempts_.at_s.push_back(parts_.now_s());
    if (has_state()) (void)parts_.files.make_folder(paths().admin());  // the write says what is wrong with it
    check_.begin({typed_, pin_hash_, has_state() ? paths().attempts() : std::filesystem::path{},
                  catalog::format_attempts(attempts_)});
    forget(typed_);
    view_.pin.is_being_checked = true;
}

void AdminDesk::take(const PinCheck::Outcome& outcome) {
    if (view_.up.is_being_made) return take_new(outcome);
    if (!outcome.counted)
        parts_.log.warning(outcome.counted.error().message + "; attempts are counted in memory");
    if (!std::exchange(view_.pin.is_being_checked, false)) return;  // whoever typed it has left
    view_.pin.was_wrong = !outcome.is_right;
    is_open_ = outcome.is_right;
    if (outcome.is_right) {
        attempts_.at_s.clear();
        keep_attempts();
        parts_.log.notice("somebody has opened the admin's pages");
    } else {
        parts_.log.warning("a wrong PIN was typed for the admin's pages");
    }
    count_attempts();
    ++changes_;
}

// ---- a new PIN, typed twice

void AdminDesk::type_new(const AdminAct& act) {
    using What = AdminAct::What;
    auto& up = view_.up;
    if (!up.may_set_pin || check_.is_busy()) return;
    if (act.what == What::enter) return enter_new();
    up.did_differ = up.is_pin_kept = false;
    if (act.what == What::type && typed_.size() < kLongestPin) typed_ += act.value;
    if (act.what == What::erase && !typed_.empty()) typed_.pop_back();
}

void AdminDesk::enter_new() {
    auto& up = view_.up;
    if (!is_pin(typed_)) return;
    if (!up.is_again) {
        first_typed_ = typed_;
        up.is_again = true;
    } else {
        up.did_differ = typed_ != first_typed_;
        up.is_again = false;
        up.is_being_made = !up.did_differ;
        if (up.is_being_made) check_.begin({.pin = typed_});
        forget(first_typed_);
    }
    forget(typed_);
}

void AdminDesk::take_new(const PinCheck::Outcome& outcome) {
    view_.up.is_being_made = false;
    ++changes_;
    if (!outcome.made) return parts_.log.error(outcome.made.error().message);
    keep(name_of(LocalKey::pin), *outcome.made);
    view_.up.is_pin_kept = !pin_hash_.empty();
}

// ---- what needs root

void AdminDesk::wish(const std::string& word) {
    if (!has_state() || std::find(kWishWords.begin(), kWishWords.end(), word) == kWishWords.end()) return;
    wish_ = {std::max(wish_.number + 1, parts_.now_s()), parts_.now_s()};
    view_.wished = {.word = word};
    if (const auto made = make_wish(parts_.files, paths().wish(), word, wish_.number); !made) {
        parts_.log.error(made.error().message);
        view_.wished.answer = WishAnswer::failed;
        return;
    }
    parts_.log.notice("wished for on the screen: " + word);
}

void AdminDesk::read_answer() {
    auto& wished = view_.wished;
    const AdminView::Wished before = wished;
    const auto text = base::read_file(parts_.answers);
    if (text) {
        const WishAnswer answer = parse_answer(*text, wished.word, wish_.number);
        if (answer != WishAnswer::none) wished.answer = answer;
    }
    wished.is_overdue = is_waiting() && parts_.now_s() - wish_.since_s >= kAnswerWithinS;
    if (wished.answer != before.answer || wished.is_overdue != before.is_overdue) ++changes_;
}

// ---- all of it

void AdminDesk::act(const AdminAct& act) {
    using What = AdminAct::What;
    const bool is_of_pin = act.what == What::type || act.what == What::erase || act.what == What::enter;
    if (is_open_ && is_of_pin) {
        type_new(act);
        view_.up.typed = typed_.size();
        ++changes_;
        return;
    }
    if (is_of_pin == is_open_ || (is_of_pin && check_.is_busy())) return;
    if (act.what == What::type) type(act.value);
    if (act.what == What::erase && !typed_.empty()) typed_.pop_back();
    if (act.what == What::enter) enter();
    if (act.what == What::set) set(act);
    if (act.what == What::undo_settings) undo_settings();
    if (act.what == What::wish) wish(act.value);
    if (act.what == What::widen || act.what == What::keep_width || act.what == What::turn) set_up(act);
    view_.pin.typed = typed_.size();
    ++changes_;
}

void AdminDesk::touch(Point at) {
    if (view_.touches.size() >= kMostTouches) view_.touches.erase(view_.touches.begin());
    view_.touches.push_back(at);
    ++changes_;
}

void AdminDesk::look(const Panel& panel, const std::set<std::string>& failing_pages) {
    count_attempts();
    if (!is_open_) return;
    view_.failing_pages.assign(failing_pages.begin(), failing_pages.end());
    view_.facts = read_device_facts(parts_.files, parts_.state_folder, parts_.machine);
    auto& up = view_.up;
    up.panel = panel;
    if (up.width_mm == 0) up.width_mm = std::round(panel.mm_per_px * static_cast<float>(up.own_width_px()));
    if (up.root_fingerprint.empty()) up.root_fingerprint = parts_.root_fingerprint();
}

bool AdminDesk::is_waiting() const {
    const WishAnswer answer = view_.wished.answer;
    const bool has_to_come = answer == WishAnswer::none || answer == WishAnswer::taken;
    return is_open_ && !view_.wished.word.empty() && has_to_come && !view_.wished.is_overdue;
}

void AdminDesk::update() {
    if (const auto outcome = check_.take()) take(*outcome);
    if (is_waiting()) read_answer();
}

}  // namespace kiosk
