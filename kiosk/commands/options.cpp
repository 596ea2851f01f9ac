#include "kiosk/commands/options.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include "base/date.h"
#include "kiosk/app/tour.h"
#include "words/language.h"

namespace kiosk {
namespace {

/// "1920x1080", each side 200 to 16384.
bool parse_size(const std::string& text, int& width, int& height) {
    char rest = 0;
    return std::sscanf(text.c_str(), "%5dx%5d%c", &width, &height, &rest) == 2 && width >= 200 &&
           width <= 16384 && height >= 200 && height <= 16384;
}

std::vector<std::string> language_tags() {
    std::vector<std::string> tags;
    for (const words::Language* const language : words::languages()) tags.emplace_back(language->tag);
    return tags;
}

/// The first option that was given, and given nothing: a variable that is not set, in a unit for example.
std::string empty_option(const CLI::App& app) {
    for (const CLI::Option* const option : app.get_options())
        for (const std::string& value : option->results())
            if (value.empty())
                return fmt::format(
                    "{} is given with nothing behind it, perhaps a variable that is not set; "
                    "leave it out, or say what is meant",
                    option->get_name());
    return {};
}

}  // namespace

void declare(CLI::App& app, Options& o) {
    app.set_version_flag("--version", KIOSK_VERSION);
    app.add_option("--catalog", o.catalog, "show this catalog instead of the one in the program");
    app.add_option("--state", o.state, "follow the releases that kiosk-sync keeps in this folder");
    app.add_option("--size", o.size, "size of the picture in pixels, WxH");
    app.add_option("--now", o.now, "date or time to take as now (ISO 8601); trusted");
    auto* tour = app.add_option("--tour", o.tour, "render every page to this folder, with no display");
    app.add_option("--panel-mm", o.panel_mm, "width of the panel in millimetres")
        ->needs(tour)
        ->check(CLI::Range(30.0, 20000.0));
    app.add_option("--locale", o.locale, "language of --tour and --say; without it: the release's first")
        ->check(CLI::IsMember(language_tags()));
    app.add_option("--profile", o.profile, "visitor's choices of --tour and --say, separated by commas")
        ->check([](const std::string& names) {
            return parse_profile(names) ? std::string()
                                        : "of default, large-type, larger-type, high-contrast, low-reach "
                                          "one or several, separated by commas";
        });
    app.add_option("--only", o.only, "only this scene (repeatable): overview, topic/jobs, target/new-parks")
        ->needs(tour);
    app.add_flag("--speech", o.speech, "write speech.jsonl as well: what --say prints, of every page")
        ->needs(tour);
    app.add_flag("--no-pictures", o.no_pictures, "write tour.json alone")->needs(tour);
    auto* say = app.add_option("--say", o.say,
                               "print what reading aloud says of a scene, one JSON object an utterance");
    app.add_option("--wav", o.wav, "speak it into this file as well")->needs(say);
    app.add_flag("--states", o.states, "print how every target stands, one JSON object a line");
    app.add_option("--config", o.config, "settings of this screen; see docs/operating/configuration.md");
    app.add_flag("--windowed", o.windowed, "in a window instead of the full screen");
    app.add_option("--renderer", o.renderer, "what draws: auto takes gles2 on a GPU, else software")
        ->check(CLI::IsMember({"auto", "software", "gles2"}));
    auto* bench =
        app.add_option("--bench", o.bench_s, "measure drawing for so many seconds, and print figures")
            ->check(CLI::Range(1, 3600));
    app.add_option("--scene", o.scene, "the page that --bench draws")->needs(bench);
    app.add_flag("--json", o.json, "figures of --bench as one JSON object")->needs(bench);
    auto* monkey =
        app.add_option("--monkey", o.monkey,
                       "so many random touches, keys, resizes and releases, with no display; 1 on any fault")
            ->check(CLI::Range(1, 100'000'000));
    app.add_option("--seed", o.seed, "which of them --monkey does")->needs(monkey);
    app.add_option(
        "--check-config", o.check_config,
        "print what a settings file means and the keys that are pressed, and show a 100 mm bar to measure");
    app.add_flag("--hash-pin", o.hash_pin,
                 "read a PIN of 6 to 12 digits and print what the settings keep of it");
}

std::optional<PixelSize> size_of(const Options& o) {
    PixelSize size;
    return parse_size(o.size, size.width, size.height) ? std::optional(size) : std::nullopt;
}

std::string wrong_option(const CLI::App& app, const Options& o) {
    if (std::string empty = empty_option(app); !empty.empty()) return empty;
    if (!o.size.empty() && !size_of(o))
        return fmt::format("--size {}: give it as WIDTHxHEIGHT, 200 to 16384 pixels each", o.size);
    if (!o.now.empty() && !base::parse_instant(o.now))
        return fmt::format("--now {}: not a date or time such as 2024-12-31 or 2024-12-31T08:00:00+08:00",
                           o.now);
    if (o.tour.empty() && o.say.empty() && (!o.locale.empty() || o.profile != "default"))
        return "--locale and --profile: only with --tour or --say";
    const int modes = static_cast<int>(o.states) + static_cast<int>(!o.say.empty()) +
                      static_cast<int>(!o.tour.empty()) + static_cast<int>(o.bench_s > 0) +
                      static_cast<int>(o.monkey > 0) + static_cast<int>(!o.check_config.empty()) +
                      static_cast<int>(o.hash_pin);
    if (modes > 1)
        return "--states, --tour, --say, --bench, --monkey, --check-config and --hash-pin: one at a time";
    if (std::isnan(o.panel_mm)) return "--panel-mm: not a number";  // lies in CLI11's range as well
    return {};
}

}  // namespace kiosk
