#include <algorithm>
#include <cstdlib>

#include "kiosk/admin/desk.h"
#include "kiosk/admin/local_settings.h"

namespace kiosk {
namespace {

constexpr double kNarrowestMm = 30, kWidestMm = 20'000;  // as the setting has it

/// The one after `value` of those that are offered; the first where it is none of them.
base::SettingValue next_of(const LocalSetting& setting, const base::SettingValue& value) {
    const auto values = setting.values();
    const auto found = std::find(values.begin(), values.end(), value);
    return found == values.end() || found + 1 == values.end() ? values.front() : *(found + 1);
}

}  // namespace

base::Settings AdminDesk::settings() const { return with_local(parts_.settings, local_); }

void AdminDesk::show_settings() {
    view_.settings.clear();
    const base::Settings all = settings();
    const Config config = make_config(all);
    pin_hash_ = config.pin_hash;
    view_.pin.is_set = !pin_hash_.empty();
    view_.up.rotation_deg = config.rotation_deg;
    if (view_.up.rotation_drawn < 0) view_.up.rotation_drawn = config.rotation_deg;  // until the next start
    for (const LocalSetting& one : local_settings()) {
        if (one.values == nullptr) continue;
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
    if (one == list.end() || one->values == nullptr) return;
    keep(one->name, next_of(*one, settings().value(one->name)));
}

void AdminDesk::keep(std::string_view name, base::SettingValue value) {
    base::Settings local = local_;
    local.set(name, std::move(value), paths().local_settings().string());
    store(std::move(local));
}

/// The width of the glass, by millimetres; which way round it hangs.
void AdminDesk::set_up(const AdminAct& act) {
    using What = AdminAct::What;
    auto& up = view_.up;
    if (act.what == What::widen)
        up.width_mm = std::clamp(up.width_mm + std::atof(act.value.c_str()), kNarrowestMm, kWidestMm);
    if (act.what == What::keep_width && up.width_mm > 0) keep(name_of(LocalKey::panel_width), up.width_mm);
    up.is_width_kept = act.what == What::keep_width;
    if (act.what == What::turn) keep(name_of(LocalKey::rotation), std::int64_t{std::atoi(act.value.c_str())});
}

/// But for what was set when the screen was hung up.
void AdminDesk::undo_settings() {
    base::Settings local{local_table()};
    for (const LocalSetting& one : local_settings())
        if (one.values == nullptr && !local_.is_default(one.name))
            local.set(one.name, local_.value(one.name), local_.origin(one.name));
    store(std::move(local));
}

}  // namespace kiosk
