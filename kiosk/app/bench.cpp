#include "kiosk/app/bench.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "kiosk/app/painter.h"
#include "kiosk/platform/fade.h"
#include "kiosk/scenes/scenes.h"

namespace kiosk {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;
using Milliseconds = std::chrono::duration<double, std::milli>;

double since(Clock::time_point start) { return Milliseconds(Clock::now() - start).count(); }

/// Sorts `times`. Nothing was measured: null, and never zero.
Json summary(std::vector<double>& times) {
    if (times.empty()) return nullptr;
    std::sort(times.begin(), times.end());
    const auto at = [&](std::size_t percent) { return times[(times.size() - 1) * percent / 100]; };
    const auto rounded = [](double ms) { return std::round(ms * 1000) / 1000; };
    return {{"median_ms", rounded(at(50))},
            {"p99_ms", rounded(at(99))},
            {"max_ms", rounded(times.back())},
            {"count", times.size()}};
}

base::Result<Page> page_of(Library& library, const OpenCatalog& catalog, const SessionSettings& settings,
                           const std::string& scene) {
    const auto address = parse_address(scene);
    if (!address)
        return base::fail(base::Errc::not_found, fmt::format("--scene {}: there is no such scene", scene));
    Stage stage{
        catalog.store,
        catalog.standing,
        catalog.topics,
        library.fonts,
        library.icons,
        library.strings(settings.language != nullptr ? *settings.language : *catalog.languages.front()),
        theme(false),
        metrics_for(settings.panel, {}),
        {},
        settings.started_at,
        ""};
    stage.languages = catalog.languages;
    return build_page(stage, *address);
}

/// Calls `work` for a while.
template <class Work>
void repeat(Clock::duration length, Work work) {
    for (const auto end = Clock::now() + length; Clock::now() < end;) work();
}

/// A page at rest: laid out and compared, and nothing to draw. And the same page drawn anew as a whole.
void measure_still(Painter& painter, const Page& page, const Metrics& metrics, Compositor& compositor,
                   Clock::duration length, Json& json) {
    std::vector<double> still, whole;
    Record record;
    const auto draw = [&](const Pixels& target, const Box& part) { painter.draw(target, part); };
    repeat(length, [&] {
        for (const bool anew : {false, true}) {
            if (anew) painter.forget();
            const auto start = Clock::now();
            painter.compose(page, theme(false), metrics, {}, record);
            compositor.present(painter.size(), painter.changes(), draw);
            (anew ? whole : still).push_back(since(start));
        }
    });
    json["static"] = summary(still);
    json["full_repaint"] = summary(whole);
}

/// Frames of a cross-fade, composed in memory, each followed by a copy of all of the surface.
void measure_compose(Painter& painter, const Page& from, const Page& to, const Metrics& metrics,
                     Clock::duration length, Json& json) {
    Picture before, after;
    Record record;
    painter.paint(from, theme(false), metrics, {}, record, before);
    painter.paint(to, theme(false), metrics, {}, record, after);
    painter.forget();
    Fade fade;
    fade.add(Pixels(before), Pixels(after));
    std::vector<double> composed, copied;
    unsigned share = 0;
    repeat(length, [&] {
        share = (share + 13) % kFadeEnd;
        auto start = Clock::now();
        fade.draw(Pixels(before), share);
        composed.push_back(since(start));
        start = Clock::now();
        std::memcpy(after.pixels.data(), before.pixels.data(),
                    before.pixels.size() * sizeof before.pixels[0]);
        copied.push_back(since(start));
    });
    json["transition_compose"] = summary(composed);
    json["memcpy_of_surface"] = summary(copied);
}

std::string as_lines(const Json& json) {
    std::string lines;
    for (const auto& [name, value] : json.items())
        lines += value.is_object() && value.contains("median_ms")
                     ? fmt::format("{:<24} median {:>8.3f} ms   p99 {:>8.3f}   max {:>8.3f}   of {}\n", name,
                                   value["median_ms"].get<double>(), value["p99_ms"].get<double>(),
                                   value["max_ms"].get<double>(), value["count"].get<std::size_t>())
                     : fmt::format("{:<24} {}\n", name, value.dump());
    return lines;
}

}  // namespace

base::Result<std::string> run_bench(base::EventLoop& loop, Library& library, OpenCatalog catalog,
                                    const SessionSettings& settings, Compositor& compositor,
                                    const BenchOptions& options) {
    const auto page = page_of(library, catalog, settings, options.scene),
               overview = page_of(library, catalog, settings, "overview");
    if (!page) return base::fail(page.error());
    if (!overview) return base::fail(overview.error());
    auto live_renderer = options.make_renderer(), renderer = options.make_renderer();
    if (!live_renderer) return base::fail(live_renderer.error());
    if (!renderer) return base::fail(renderer.error());
    const auto third = std::chrono::duration_cast<Clock::duration>(options.length) / 3;
    const Metrics metrics = metrics_for(settings.panel, {});
    Json json{{"scene", options.scene},
              {"size_px", {settings.panel.width_px, settings.panel.height_px}},
              {"spans", span_kind()}};

    // The loop comes first, as in life: what comes before its first frame is the start.
    LiveLog log{.length = std::chrono::duration_cast<std::chrono::milliseconds>(third)};
    SessionSettings quick = settings;
    quick.dwell = std::chrono::seconds{1};
    run_live(loop,
             {.library = library,
              .compositor = compositor,
              .panel_for = [&](PixelSize) { return settings.panel; },
              .measured = &log},
             std::move(catalog), quick, std::move(*live_renderer));
    if (log.first_frame)
        json["start_to_first_frame_ms"] = Milliseconds(*log.first_frame - options.started).count();
    json["rotation"] = summary(log.repaints_ms);
    json["turning"] = summary(log.turns_ms);
    json["transition"] = summary(log.fades_ms);
    json["frames"] = log.frames;
    json["wake_ups"] = log.wake_ups;
    json["dropped"] = log.dropped;

    Painter painter{library.fonts, std::move(*renderer)};
    measure_still(painter, *page, metrics, compositor, third, json);
    measure_compose(painter, *overview, *page, metrics, third, json);
    return options.json ? json.dump() + "\n" : as_lines(json);
}

}  // namespace kiosk
