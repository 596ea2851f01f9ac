#include "kiosk/config.h"

#include <algorithm>

#include "kiosk/admin/pin.h"
#include "kiosk/platform/key_map.h"
#include "kiosk/schedule/hours.h"
#include "words/language.h"

namespace kiosk {
namespace {

using base::Setting;
using base::setting_member;

std::vector<std::string_view> offered_languages() {
    std::vector<std::string_view> tags;
    for (const words::Language* const language : words::languages())
        if (!language->for_tests) tags.push_back(language->tag);
    return tags;
}

std::vector<std::string_view> quarter_turns() { return {"0", "90", "180", "270"}; }

/// What stands before the rest of an address, short enough for a code that telephones read from a distance.
bool is_web_address(std::string_view text) {
    constexpr std::size_t kLongest = 100;
    const std::string_view host = text.substr(std::min(text.size(), text.find("://") + 3));
    const bool is_web = text.starts_with("https://") || text.starts_with("http://");
    const auto is_plain = [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '?' && c != '#'; };
    return is_web && !host.empty() && host.front() != '/' && text.size() <= kLongest &&
           std::all_of(text.begin(), text.end(), is_plain);
}

constexpr std::string_view kKeyList =
                               "a list of keys as SDL names them, such as [\"Left\", \"Keypad 4\", \"F1\"]",
                           kDigitList =
                               "a list of keys whose names end with a digit, such as [\"1\", \"F2\"]";

bool is_digit_key(std::string_view name) {
    return is_key_name(name) && name.back() >= '0' && name.back() <= '9';
}

constexpr std::string_view kTimes =
    "opening times in order, such as \"08:30-12:00, 13:30-17:30\", or \"\" for closed all day";

bool is_times(std::string_view text) { return parse_spans(text).has_value(); }
bool is_exception(std::string_view text) { return parse_exception(text).has_value(); }

template <auto Day>
constexpr Setting day_setting(std::string_view name, std::string_view doc) {
    return {.name = name,
            .member = setting_member<Day>,
            .is_right = is_times,
            .must_be = kTimes,
            .example = "\"08:30-12:00, 13:30-17:30\"",
            .doc = doc};
}

constexpr std::string_view kCommand =
    "a list of a program and its arguments, such as [\"ddcutil\", \"setvcp\", \"D6\", \"4\"]";

constexpr std::string_view kLikewise = "Likewise.";

std::vector<std::string_view> ways_to_switch_off() { return {"none", "dpms", "ddc", "cec", "command"}; }

std::vector<std::string_view> ways_to_scan() { return {"off", "one", "two"}; }

std::vector<std::string_view> uses_of_keypad() { return {"numlock", "arrows", "digits"}; }

constexpr Setting kSettings[] = {
    {.name = "display.panel_width_mm",
     .member = setting_member<&Config::panel_width_mm>,
     .unit = "mm",
     .least = 30,
     .most = 20000,
     .example = "698",
     .doc = "Width of the glass as the panel's own pixels lie, before rotation. Without it: what the panel "
            "says (EDID), else 32 inches from corner to corner."},
    {.name = "display.panel_height_mm",
     .member = setting_member<&Config::panel_height_mm>,
     .unit = "mm",
     .least = 30,
     .most = 20000,
     .example = "393",
     .doc = "Height of the glass, likewise. Either of the two is enough; where they disagree, sizes follow "
            "the one that keeps everything large enough."},
    {.name = "display.viewing_distance_mm",
     .member = setting_member<&Config::viewing_distance_mm>,
     .unit = "mm",
     .least = 200,
     .most = 5000,
     .doc = "From the glass to the eyes of a visitor. Letters grow with it."},
    {.name = "display.rotation",
     .member = setting_member<&Config::rotation_deg>,
     .unit = "degrees",
     .choices = quarter_turns,
     .doc = "Turns picture and touch together, clockwise as one looks at the panel in its own orientation. "
            "Leave it 0 where Xorg turns the screen."},
    {.name = "display.windowed",
     .member = setting_member<&Config::windowed>,
     .doc = "In a window instead of the full screen; for trying things out."},
    {.name = "display.reduced_motion",
     .member = setting_member<&Config::reduced_motion>,
     .doc = "Pages follow each other at once instead of fading. Also saves a slow board some work."},
    {.name = "display.orbit",
     .member = setting_member<&Config::orbit>,
     .doc =
         "Moves the picture by a pixel a minute, at most four from its place, so that the edges of a page do "
         "not burn into the panel."},
    {.name = "display.area",
     .member = setting_member<&Config::area>,
     .doc = "Where the screen stands, written as the notices' `areas` write it. Empty: the screen shows the "
            "notices for everywhere and none for single areas."},
    {.name = "display.web",
     .member = setting_member<&Config::web>,
     .is_right = is_web_address,
     .must_be =
         "an address such as \"https://targets.example.org\", of at most 100 characters without ? and #",
     .doc = "Where the same catalog is published as web pages. The code on a target's page leads to "
            "`target/<id>.html` there, under the visitor's language (`en/target/new-parks.html`). Empty: to "
            "the document's own page."},
    {.name = "rotation.dwell_s",
     .member = setting_member<&Config::dwell>,
     .unit = "s",
     .least = 3,
     .most = 600,
     .doc = "How long each page of the unattended round stays."},
    {.name = "idle.ask_after_s",
     .member = setting_member<&Config::ask_after>,
     .unit = "s",
     .least = 10,
     .most = 3600,
     .doc = "How long nobody touches before the screen asks whether somebody is there."},
    {.name = "idle.leave_after_s",
     .member = setting_member<&Config::leave_after>,
     .unit = "s",
     .least = 20,
     .most = 300,
     .doc = "How long the question stays before the round goes on and every choice of the visitor is reset.",
     .reason = "whoever is slow to answer must have 20 s for it (WCAG 2.2.1)"},
    {.name = "hours.apply",
     .member = setting_member<&Config::hours_apply>,
     .doc = "Whether the hours below are kept. Where it is false the hall counts as open at all times."},
    day_setting<&Config::monday>(
        "hours.monday",
        "When the hall is open on Mondays, by the clocks of the catalog's place; what ends at or before its "
        "beginning ends on the day after. Empty: closed all day. Without it: open all day."),
    day_setting<&Config::tuesday>("hours.tuesday", kLikewise),
    day_setting<&Config::wednesday>("hours.wednesday", kLikewise),
    day_setting<&Config::thursday>("hours.thursday", kLikewise),
    day_setting<&Config::friday>("hours.friday", kLikewise),
    day_setting<&Config::saturday>("hours.saturday", kLikewise),
    day_setting<&Config::sunday>("hours.sunday", kLikewise),
    {.name = "hours.exceptions",
     .member = setting_member<&Config::hours_exceptions>,
     .is_right = is_exception,
     .must_be = "a list such as [\"2026-10-01 closed\", \"2026-10-10 09:00-12:00\"]",
     .doc = "Dates with other times than their weekday's."},
    {.name = "hours.show_closed_s",
     .member = setting_member<&Config::show_closed>,
     .unit = "s",
     .least = 10,
     .most = 3600,
     .doc = "How long the page that says when the hall is open again stays, before the glass is dark."},
    {.name = "hours.panel_off",
     .member = setting_member<&Config::panel_off>,
     .choices = ways_to_switch_off,
     .doc =
         "What is done to the panel beside a black picture: `none`, nothing; `dpms`, the X server ends "
         "its signal; `ddc`, the monitor is told by DDC/CI (`ddcutil`); `cec`, the television by HDMI "
         "(`cec-ctl`); `command`, `off_command` is run, and `on_command` before there is a picture again."},
    {.name = "hours.off_command",
     .member = setting_member<&Config::off_command>,
     .must_be = kCommand,
     .doc = "Switches the panel off. Run without a shell, for ten seconds at most."},
    {.name = "hours.on_command",
     .member = setting_member<&Config::on_command>,
     .must_be = kCommand,
     .doc = "Switches it on, likewise; at every start as well."},
    {.name = "speech.enabled",
     .member = setting_member<&Config::speech>,
     .doc = "Offers to read pages aloud, where a voice (libespeak-ng) is installed. Switch it off where "
            "there is "
            "neither a loudspeaker nor a jack for headphones."},
    {.name = "speech.headphones",
     .member = setting_member<&Config::headphones>,
     .doc = "Plugging headphones into a jack of the machine begins to read aloud, taking them out ends it. "
            "Where the kernel tells of the jack, and the program's user may read `/dev/input`."},
    {.name = "speech.emergency_volume",
     .member = setting_member<&Config::emergency_volume>,
     .unit = "%",
     .least = 0,
     .most = 200,
     .doc = "How loud an emergency is said to the hall when it takes the screen: two tones, then the notice, "
            "once. In percent of the usual loudness of reading aloud. 0: not at all. Without a voice the "
            "tones are heard alone; where `speech.enabled` is false, nothing."},
    {.name = "keys.left",
     .member = setting_member<&Config::keys_left>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To the item at the left; past the end of a row on in the order of reading, so that arrows reach "
            "everything."},
    {.name = "keys.right",
     .member = setting_member<&Config::keys_right>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To the item at the right, likewise."},
    {.name = "keys.up",
     .member = setting_member<&Config::keys_up>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To the item above."},
    {.name = "keys.down",
     .member = setting_member<&Config::keys_down>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To the item below."},
    {.name = "keys.next",
     .member = setting_member<&Config::keys_next>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To the next item in the order of reading: first what the page shows, then its foot, and again "
            "from the first."},
    {.name = "keys.activate",
     .member = setting_member<&Config::keys_activate>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "Does what the item in focus says."},
    {.name = "keys.back",
     .member = setting_member<&Config::keys_back>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "Back to the page before."},
    {.name = "keys.home",
     .member = setting_member<&Config::keys_home>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To the topics."},
    {.name = "keys.find",
     .member = setting_member<&Config::keys_find>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "To find."},
    {.name = "keys.erase",
     .member = setting_member<&Config::keys_erase>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "Takes back the digit that was typed last; where none is typed, as back."},
    {.name = "keys.digits",
     .member = setting_member<&Config::keys_digits>,
     .is_right = is_digit_key,
     .must_be = kDigitList,
     .doc = "Each types the digit that its name ends with. The first one opens the number pad of find, from "
            "anywhere and out of the round: 1 4 7 and Enter open T-147."},
    {.name = "keys.read_aloud",
     .member = setting_member<&Config::keys_read_aloud>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "Begins to read aloud, out of the round as well, and ends it."},
    {.name = "keys.read_again",
     .member = setting_member<&Config::keys_read_again>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "Says once more what was said last. Where nobody listens yet, as read_aloud."},
    {.name = "keys.stop",
     .member = setting_member<&Config::keys_stop>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "Silence, until there is something else to say. A touch does the same."},
    {.name = "keys.louder",
     .member = setting_member<&Config::keys_louder>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "One step louder, while pages are read aloud."},
    {.name = "keys.quieter",
     .member = setting_member<&Config::keys_quieter>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "One step quieter, likewise."},
    {.name = "keys.next_speed",
     .member = setting_member<&Config::keys_next_speed>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "The next of five speeds of speech, likewise; after the fastest the slowest."},
    {.name = "keys.headphones_in",
     .member = setting_member<&Config::keys_headphones_in>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "What a pad with a jack sends when headphones are plugged in: begins to read aloud, out of the "
            "round as well."},
    {.name = "keys.headphones_out",
     .member = setting_member<&Config::keys_headphones_out>,
     .is_right = is_key_name,
     .must_be = kKeyList,
     .doc = "What it sends when they are taken out: ends reading aloud."},
    {.name = "keys.keypad",
     .member = setting_member<&Config::keypad>,
     .choices = uses_of_keypad,
     .doc =
         "What the digits of a numeric keypad do: `arrows`, what the lists above say of Keypad 4 and its "
         "like; `digits`, type; `numlock`, type while NumLock is on. Where the hall has a keypad of its own, "
         "say which: nobody who cannot see knows how NumLock was left."},
    {.name = "keys.scanning",
     .member = setting_member<&Config::scanning>,
     .choices = ways_to_scan,
     .doc = "For whoever has a switch or two. `one`: from its first press on the focus moves by itself, and "
            "the switch, a key of `activate`, does what the item says. `two`: a key of `next` moves the "
            "focus, one of `activate` does what the item says."},
    {.name = "keys.scan_s",
     .member = setting_member<&Config::scan_s>,
     .unit = "s",
     .least = 0.5,
     .most = 10,
     .doc = "With one switch: how long the focus stays on each item; while pages are read aloud, after it "
            "was said."},
    {.name = "admin.pin_hash",
     .member = setting_member<&Config::pin_hash>,
     .is_right = is_pin_hash,
     .must_be = "what `kiosk --hash-pin` prints",
     .doc = "The hash (yescrypt) of the PIN that opens the admin's pages on the screen: five touches in the "
            "upper "
            "left corner. `kiosk --hash-pin` reads a PIN of 6 to 12 digits and prints this line. Empty: "
            "nobody gets "
            "there.",
     .is_secret = true},
    {.name = "admin.set_up",
     .member = setting_member<&Config::set_up>,
     .doc = "A screen that has no PIN and has never shown a release begins with the pages for setting it up, "
            "and whoever "
            "stands before it may use them until there is a PIN. For machines that are hung up without "
            "settings."},
    {.name = "language.default",
     .member = setting_member<&Config::default_language>,
     .choices = offered_languages,
     .example = "\"zh-CN\"",
     .doc = "The language that the screen starts in and returns to. Without it, and where the release has no "
            "words in it: the release's first."},
    {.name = "catalog.file",
     .member = setting_member<&Config::catalog_file>,
     .doc = "A catalog to show, whatever the state folder says. Empty: what the state folder says."},
    {.name = "state.folder",
     .member = setting_member<&Config::state_folder>,
     .doc = "The folder in which `kiosk-sync` keeps releases (`/var/lib/kiosk` with the units of deploy/); "
            "the display follows it and writes its report there. Empty: the catalog in the program, and "
            "`kiosk-sync` asks for a folder."},
};

template <std::int64_t... Values>
std::vector<base::SettingValue> wholes() {
    return {base::SettingValue{Values}...};
}
std::vector<base::SettingValue> off_and_on() { return {false, true}; }
std::vector<base::SettingValue> language_values() {
    std::vector<base::SettingValue> values;
    for (const std::string_view tag : offered_languages()) values.emplace_back(std::string(tag));
    return values;
}

constexpr LocalSetting kLocalSettings[] = {
    {LocalKey::hours, "hours.apply", off_and_on},
    {LocalKey::dwell, "rotation.dwell_s", wholes<5, 8, 10, 15, 20, 30>},
    {LocalKey::ask_after, "idle.ask_after_s", wholes<30, 60, 90, 120>},
    {LocalKey::emergency_volume, "speech.emergency_volume", wholes<0, 50, 100, 150, 200>},
    {LocalKey::language, "language.default", language_values},
    {LocalKey::panel_width, "display.panel_width_mm", nullptr},
    {LocalKey::rotation, "display.rotation", nullptr},
    {LocalKey::pin, "admin.pin_hash", nullptr},
};

constexpr bool has_a_row_for_each_key() {
    for (std::size_t i = 0; i < std::size(kLocalSettings); ++i)
        if (kLocalSettings[i].key != static_cast<LocalKey>(i)) return false;
    return true;
}
static_assert(has_a_row_for_each_key());

}  // namespace

std::span<const LocalSetting> local_settings() { return kLocalSettings; }

std::span<const Setting> config_settings() { return kSettings; }

std::span<const std::string_view> foreign_tables() {
    static constexpr std::string_view kTables[] = {"sync", "telemetry"};
    return kTables;
}

Config make_config(const base::Settings& settings) { return settings.as<Config>(); }

}  // namespace kiosk
