#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/settings.h"

namespace kiosk {

/// How one screen is set up. Read once, in main(); every part is given the few fields it needs. What a member
/// is before anything was read is its setting's default. config.cpp has a row for each, with all that is said
/// of it; docs/operating/configuration.md and deploy/kiosk.toml repeat that, and a test compares.
struct Config {
    // [display]
    std::optional<double> panel_width_mm,
        panel_height_mm;               // of the glass as the panel's own pixels lie, before `rotation`
    double viewing_distance_mm = 600;  // from the glass to the eyes
    int rotation_deg = 0;              // the picture on the panel, clockwise: 0, 90, 180, 270
    bool windowed = false;             // in a window instead of the full screen
    bool reduced_motion = false;       // pages cut instead of fading
    bool orbit = true;                 // the picture wanders, against burn-in
    std::string area;                  // where it stands, for notices; empty: nowhere in particular
    std::string web;                   // address of the targets' own pages; empty: there are none
    // [rotation]
    std::chrono::seconds dwell{10};  // each page of the unattended round
    // [idle]
    std::chrono::seconds ask_after{60};    // without touch, before the screen asks
    std::chrono::seconds leave_after{20};  // after it asked, before the visit ends
    // [hours]; per weekday opening times; nothing: open all day, empty: closed all day
    bool hours_apply = true;  // else it is always open
    std::optional<std::string> monday, tuesday, wednesday, thursday, friday, saturday, sunday;
    std::vector<std::string> hours_exceptions;         // of dates, which outrank weekdays
    std::chrono::seconds show_closed{300};             // the page of closed hours, before the glass is dark
    std::string panel_off = "none";                    // how the panel is switched off then
    std::vector<std::string> off_command, on_command;  // a program and its arguments
    // [speech]
    bool speech = true;          // reading aloud is offered, where there is a voice
    bool headphones = true;      // plugging them in begins to read aloud
    int emergency_volume = 100;  // in percent of what is usual; 0: emergencies are silent
    // [keys]; of each action the keys that ask for it
    std::vector<std::string> keys_left = {"Left", "Keypad 4"}, keys_right = {"Right", "Keypad 6"},
                             keys_up = {"Up", "Keypad 8"}, keys_down = {"Down", "Keypad 2"},
                             keys_next = {"Tab"},
                             keys_activate = {"Return", "Space", "Keypad Enter", "Keypad 5"},
                             keys_back = {"Escape", "Keypad 0"}, keys_home = {"Home", "Keypad 7"},
                             keys_find = {"F", "Keypad 9"}, keys_erase = {"Backspace"},
                             keys_digits = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
                             keys_read_aloud = {"R", "*", "Keypad *"}, keys_read_again = {"A", "Keypad ."},
                             keys_stop = {"S", "Keypad 1"}, keys_louder = {"+", "=", "Keypad +", "VolumeUp"},
                             keys_quieter = {"-", "Keypad -", "VolumeDown"},
                             keys_next_speed = {"/", "Keypad /"}, keys_headphones_in, keys_headphones_out;
    std::string keypad = "numlock";  // what its digits do: arrows, digits, or as NumLock has it
    std::string scanning = "off";    // by one switch or two
    double scan_s = 2;               // with one: the focus stays on each item
    // [admin]
    std::string pin_hash;  // empty: nobody gets to the admin's pages
    bool set_up = false;   // a screen that nobody has set up begins with the pages for that
    // [language]
    std::optional<std::string> default_language;  // the site's, a BCP 47 tag; without it: the release's first
    // [catalog]
    std::string catalog_file;  // empty: what the state folder says
    // [state]
    std::string state_folder;  // empty: none, so the catalog in the program

    friend bool operator==(const Config&, const Config&) = default;
};

/// Every setting of the display, in the order of the guides.
[[nodiscard]] std::span<const base::Setting> config_settings();

/// A setting that may be set on the screen itself as well, by whoever looks after it.
enum class LocalKey { hours, dwell, ask_after, emergency_volume, language, panel_width, rotation, pin };
struct LocalSetting {
    LocalKey key;
    std::string_view name;  // of the setting
    std::vector<base::SettingValue> (
        *values)();  // which the screen offers in turn; null: it has a page of its own
};
/// All of them, in the order of the keys: whatever is not here, nobody sets on the screen.
[[nodiscard]] std::span<const LocalSetting> local_settings();
/// Of the setting.
[[nodiscard]] inline std::string_view name_of(LocalKey key) {
    return local_settings()[static_cast<std::size_t>(key)].name;
}

/// Tables of the settings file that are the agent's.
[[nodiscard]] std::span<const std::string_view> foreign_tables();

/// The settings as one struct. REQUIRES: they were read against `config_settings()`.
[[nodiscard]] Config make_config(const base::Settings& settings);

}  // namespace kiosk
