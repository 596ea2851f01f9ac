#include "kiosk/admin/desk.h"

#include <algorithm>

#include "kiosk/admin/attempts.h"
#include "kiosk/admin/local_settings.h"
#include "kiosk/admin/pin.h"

namespace kiosk {
namespace {

constexpr std::uint64_t kLongestFile = 16 * 1024;
constexpr std::size_t kMostTouches = 64;
/// A stick may be slow; whoever waits longer looks at the log.
constexpr std::int64_t kAnswerWithinS = 120;

/// The one after `value` of those that are offered; the first where it is none of them.
base::SettingValue next_of(const LocalSetting& setting, const base::SettingValue& value) {
    const auto values = setting.values();
    const auto found = std::find(values.begin(), values.end(), value);
    return found == values.end() || found + 1 == values.end() ? values.front() : *(found + 1);
}

}  // namespace

AdminDesk::AdminDesk(AdminParts parts)
    : parts_(std::move(parts)),
      pin_hash_(make_config(parts_.settings).pin_hash),
      local_(local_table()),
      check_(parts_.files, [this] { parts_.on_checked(); }) {
    view_.program = parts_.program;
    view_.may_wish = has_state();
    view_.pin.is_set = !pin_hash_.empty();
    read_attempts();
    auto local =
        has_state() ? read_local(parts_.files, paths().local_settings()) : base::Settings{local_table()};
    if (local)
        local_ = std::move(*local);
    else
        parts_.log.error(view_.settings_fault = local.error().message);
    show_settings();
}

void AdminDesk::leave() {
    forget(typed_);
    is_open_ = false;
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

// ---- settings

base::Settings AdminDesk::settings() const { return with_local(parts_.settings, local_); }

void AdminDesk::show_settings() {
    view_.settings.clear();
    const base::Settings all = settings();
    for (const LocalSetting& one : local_settings()) {
        const base::SettingValue& value = all.value(one.name);
        view_.settings.push_back(
            {one.key, std::string(one.name), value, next_of(one, value), !local_.is_default(one.name)});
    }
}

void AdminDesk::store(base::Settings local) {
    if (!has_state()) return;
    if (const auto written = write_local(parts_.files, paths().local_settings(), local); !written) {
        parts_.log.error(view_.settings_fault = written.error().message);
        return;
    }
    local_ = std::move(local);
    view_.settings_fault.clear();
    show_settings();
    on_settings_(settings());
}

/// To the next value that is offered, and to no other.
void AdminDesk::set(const AdminAct& act) {
    const auto list = local_settings();
    const auto one =
        std::find_if(list.begin(), list.end(), [&](const auto& s) { return s.name == act.name; });
    if (one == list.end()) return;
    base::Settings local = local_;
    local.set(one->name, next_of(*one, settings().value(one->name)), paths().local_settings().string());
    store(std::move(local));
}

void AdminDesk::undo_settings() { store(base::Settings{local_table()}); }

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
    const bool is_of_pin = act.what == What::type || act.what == What::erase || act.what == What::clear ||
                           act.what == What::enter;
    if (is_of_pin == is_open_ || (is_of_pin && check_.is_busy())) return;
    if (act.what == What::type) type(act.value);
    if (act.what == What::erase && !typed_.empty()) typed_.pop_back();
    if (act.what == What::clear) forget(typed_);
    if (act.what == What::enter) enter();
    if (act.what == What::set) set(act);
    if (act.what == What::undo_settings) undo_settings();
    if (act.what == What::wish) wish(act.value);
    view_.pin.typed = typed_.size();
    ++changes_;
}

void AdminDesk::touch(Point at) {
    if (view_.touches.size() >= kMostTouches) view_.touches.erase(view_.touches.begin());
    view_.touches.push_back(at);
    ++changes_;
}

void AdminDesk::look() {
    count_attempts();
    if (is_open_) view_.facts = read_device_facts(parts_.files, parts_.state_folder, parts_.machine);
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
