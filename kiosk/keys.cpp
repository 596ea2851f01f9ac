#include "kiosk/keys.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace kiosk {
namespace {

using base::Setting;

constexpr std::pair<std::string_view, Key> kActions[] = {
    {"left", Key::left},
    {"right", Key::right},
    {"up", Key::up},
    {"down", Key::down},
    {"next", Key::next},
    {"activate", Key::activate},
    {"back", Key::back},
    {"home", Key::home},
    {"find", Key::find},
    {"erase", Key::erase},
    {"digits", Key::digit_0},  // and the others: by the key's name
    {"read_aloud", Key::read_aloud},
    {"read_again", Key::read_again},
    {"stop", Key::stop},
    {"louder", Key::louder},
    {"quieter", Key::quieter},
    {"next_speed", Key::next_speed},
    {"headphones_in", Key::headphones_in},
    {"headphones_out", Key::headphones_out},
};

Key key_of(Key action, std::string_view name) {
    return action == Key::digit_0 ? digit_key(name.back() - '0') : action;
}

Keypad keypad_of(const std::string& word) {
    return word == "arrows" ? Keypad::arrows : word == "digits" ? Keypad::digits : Keypad::by_num_lock;
}

/// One pass over the table: defaults first, then what the file says.
class Binding {
public:
    explicit Binding(const base::Settings& settings)
        : settings_(settings), map_(keypad_of(std::get<std::string>(settings.value("keys.keypad")))) {}

    [[nodiscard]] base::Result<KeyMap> all() && {
        for (const bool of_file : {false, true})
            for (const auto& [action, key] : kActions) {
                const std::string setting = fmt::format("keys.{}", action);
                if (settings_.is_default(setting) == of_file) continue;
                for (const auto& name : std::get<std::vector<std::string>>(settings_.value(setting)))
                    if (auto bound = bind(setting, name, key_of(key, name)); !bound)
                        return base::fail(bound.error());
            }
        return std::move(map_);
    }

private:
    base::Status bind(const std::string& setting, const std::string& name, Key key) {
        if (!settings_.is_default(setting)) {
            const auto [owner, is_new] = owners_.emplace(key_code(name), setting);
            if (!is_new && owner->second != setting)
                return base::fail(
                    base::Errc::invalid,
                    fmt::format("{}: {} and {} ({}) both have the key \"{}\"; it can do one thing",
                                settings_.origin(setting), setting, owner->second,
                                settings_.origin(owner->second), name));
        }
        map_.set(name, key);
        return {};
    }

    const base::Settings& settings_;
    KeyMap map_;
    std::map<std::int32_t, std::string> owners_;  // the setting of the file that names a key
};

}  // namespace

base::Result<KeyMap> make_keys(const base::Settings& settings) { return Binding{settings}.all(); }

}  // namespace kiosk
