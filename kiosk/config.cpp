#include "kiosk/config.h"

#include "words/language.h"

namespace kiosk {
namespace {

using base::Setting;
using base::SettingKind;
using namespace std::string_literals;

std::vector<std::string_view> offered_languages() {
    std::vector<std::string_view> tags;
    for (const words::Language* const language : words::languages())
        if (!language->for_tests) tags.push_back(language->tag);
    return tags;
}

const Setting kSettings[] = {
    {.name = "display.panel_width_mm",
     .kind = SettingKind::number,
     .unit = "mm",
     .least = 30,
     .most = 20000,
     .doc = "Width of the glass as the panel's own pixels lie, before rotation. Without it: what the panel "
            "says (EDID), else 32 inches from corner to corner."},
    {.name = "display.panel_height_mm",
     .kind = SettingKind::number,
     .unit = "mm",
     .least = 30,
     .most = 20000,
     .doc = "Height of the glass, likewise. Either of the two is enough; where they disagree, sizes follow "
            "the one that keeps everything large enough."},
    {.name = "display.viewing_distance_mm",
     .kind = SettingKind::number,
     .unit = "mm",
     .default_value = 600.0,
     .least = 200,
     .most = 5000,
     .doc = "From the glass to the eyes of a visitor. Letters grow with it."},
    {.name = "display.rotation",
     .kind = SettingKind::whole,
     .unit = "degrees",
     .default_value = std::int64_t{0},
     .choices = {"0", "90", "180", "270"},
     .doc = "Turns picture and touch together, clockwise as one looks at the panel in its own orientation. "
            "Leave it 0 where Xorg turns the screen."},
    {.name = "display.windowed",
     .kind = SettingKind::flag,
     .default_value = false,
     .doc = "In a window instead of the full screen; for trying things out."},
    {.name = "display.reduced_motion",
     .kind = SettingKind::flag,
     .default_value = false,
     .doc = "Pages follow each other at once instead of fading. Also saves a slow board some work."},
    {.name = "display.orbit",
     .kind = SettingKind::flag,
     .default_value = true,
     .doc =
         "Moves the picture by a pixel a minute, at most four from its place, so that the edges of a page do "
         "not burn into the panel."},
    {.name = "display.area",
     .default_value = ""s,
     .doc = "Where the screen stands, written as the notices' `areas` write it. Empty: the screen shows the "
            "notices for everywhere and none for single areas."},
    {.name = "rotation.dwell_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{10},
     .least = 3,
     .most = 600,
     .doc = "How long each page of the unattended round stays."},
    {.name = "idle.ask_after_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{60},
     .least = 10,
     .most = 3600,
     .doc = "How long nobody touches before the screen asks whether somebody is there."},
    {.name = "idle.leave_after_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{20},
     .least = 20,
     .most = 300,
     .doc = "How long the question stays before the round goes on and every choice of the visitor is reset.",
     .reason = "whoever is slow to answer must have 20 s for it (WCAG 2.2.1)"},
    {.name = "language.default",
     .choices = offered_languages(),
     .doc = "The language that the screen starts in and returns to. Without it, and where the release has no "
            "words in it: the release's first."},
    {.name = "catalog.file",
     .default_value = ""s,
     .doc = "A catalog to show, whatever the state folder says. Empty: what the state folder says."},
    {.name = "state.folder",
     .default_value = ""s,
     .doc = "The folder in which `kiosk-sync` keeps releases; the display follows it and writes its report "
            "there. Empty: the catalog in the program."},
};

std::optional<double> optional_number(const base::Settings& settings, std::string_view name) {
    const auto* number = std::get_if<double>(&settings.value(name));
    return number != nullptr ? std::optional{*number} : std::nullopt;
}

std::string optional_text(const base::Settings& settings, std::string_view name) {
    const auto* text = std::get_if<std::string>(&settings.value(name));
    return text != nullptr ? *text : "";
}

}  // namespace

std::span<const Setting> config_settings() { return kSettings; }

std::span<const std::string_view> foreign_tables() {
    static constexpr std::string_view kTables[] = {"sync"};
    return kTables;
}

Config make_config(const base::Settings& settings) {
    const auto seconds = [&](std::string_view name) { return std::chrono::seconds{settings.whole(name)}; };
    return {.panel_width_mm = optional_number(settings, "display.panel_width_mm"),
            .panel_height_mm = optional_number(settings, "display.panel_height_mm"),
            .viewing_distance_mm = settings.number("display.viewing_distance_mm"),
            .rotation_deg = static_cast<int>(settings.whole("display.rotation")),
            .windowed = settings.flag("display.windowed"),
            .reduced_motion = settings.flag("display.reduced_motion"),
            .orbit = settings.flag("display.orbit"),
            .area = settings.text("display.area"),
            .dwell = seconds("rotation.dwell_s"),
            .ask_after = seconds("idle.ask_after_s"),
            .leave_after = seconds("idle.leave_after_s"),
            .default_language = optional_text(settings, "language.default"),
            .catalog_file = settings.text("catalog.file"),
            .state_folder = settings.text("state.folder")};
}

}  // namespace kiosk
