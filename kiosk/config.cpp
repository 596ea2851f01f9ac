#include "kiosk/config.h"

#include <algorithm>

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
    {.name = "speech.enabled",
     .member = setting_member<&Config::speech>,
     .doc = "Offers to read pages aloud, where a voice (libespeak-ng) is installed. Switch it off where "
            "there is "
            "neither a loudspeaker nor a jack for headphones."},
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

}  // namespace

std::span<const Setting> config_settings() { return kSettings; }

std::span<const std::string_view> foreign_tables() {
    static constexpr std::string_view kTables[] = {"sync"};
    return kTables;
}

Config make_config(const base::Settings& settings) { return settings.as<Config>(); }

}  // namespace kiosk
