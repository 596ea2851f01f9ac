// How long it takes to open a catalog, to open each scene and to paint it anew, at 1920x1080. Names are
// what/which/catalog. "large" is the file that KIOSK_LARGE_CATALOG names, where it names one.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "kiosk/app/library.h"
#include "kiosk/app/painter.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/scenes.h"

namespace {

constexpr kiosk::Panel kPanel{.width_px = 1920, .height_px = 1080, .mm_per_px = 0.369f};
const base::Instant kNow = *base::parse_instant("2024-10-31");
const catalog::Today kToday{base::TimeZone().date_at(kNow), true};

// One of each kind that there is.
constexpr const char* kScenes[] = {"overview",
                                   "topics",
                                   "topic/economy",
                                   "target/gdp-growth",
                                   "rotation/gdp-growth",
                                   "commitments/housing",
                                   "all",
                                   "find",
                                   "find/number/147",
                                   "find/az",
                                   "notice",
                                   "about",
                                   "about/rules",
                                   "settings",
                                   "ask"};

/// A benchmark without what it measures would only mislead.
template <class T>
T must(base::Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "bench_kiosk: %s\n", result.error().message.c_str());
    std::exit(1);
}

struct Workplace {
    kiosk::Library library = must(kiosk::Library::open());
    kiosk::OpenCatalog small = must(kiosk::open_catalog("", kToday));
    std::optional<kiosk::OpenCatalog> large;

    std::map<const kiosk::OpenCatalog*, words::Lookup> lookups;

    /// With the words of the page `find`, which the display makes while nobody is there.
    [[nodiscard]] kiosk::Stage prepared_stage(const kiosk::OpenCatalog& catalog) {
        kiosk::Stage made = stage(catalog);
        made.lookup = &lookups.try_emplace(&catalog, must(kiosk::lookup_of(made))).first->second;
        return made;
    }
    [[nodiscard]] kiosk::Stage stage(const kiosk::OpenCatalog& catalog) {
        return {catalog.store,
                catalog.standing,
                catalog.topics,
                library.fonts,
                library.icons,
                library.strings(words::language("zh-CN")),
                kiosk::theme(false),
                kiosk::metrics_for(kPanel, {}),
                {},
                kNow,
                ""};
    }
};

void open_catalog(benchmark::State& state, const std::string& file) {
    for (auto _ : state) benchmark::DoNotOptimize(must(kiosk::open_catalog(file, kToday)));
}

void make_words(benchmark::State& state, Workplace& work, const kiosk::OpenCatalog& catalog) {
    const kiosk::Stage stage = work.stage(catalog);
    for (auto _ : state) benchmark::DoNotOptimize(must(kiosk::lookup_of(stage)));
}

void open_scene(benchmark::State& state, Workplace& work, const kiosk::OpenCatalog& catalog,
                const std::string& id) {
    const kiosk::Stage stage = work.prepared_stage(catalog);
    const auto address = kiosk::parse_address(id);
    for (auto _ : state) benchmark::DoNotOptimize(must(kiosk::build_page(stage, *address)));
}

void paint_scene(benchmark::State& state, Workplace& work, const kiosk::OpenCatalog& catalog,
                 const std::string& id) {
    const kiosk::Stage stage = work.prepared_stage(catalog);
    const kiosk::Page page = must(kiosk::build_page(stage, *kiosk::parse_address(id)));
    kiosk::Painter painter{work.library.fonts, kiosk::make_software_renderer()};
    kiosk::Record record;
    kiosk::Picture picture;
    painter.paint(page, stage.theme, stage.metrics, {}, record,
                  picture);  // the first time the glyphs are made
    for (auto _ : state) painter.paint(page, stage.theme, stage.metrics, {}, record, picture);
}

void add(const std::string& name, auto work) {
    benchmark::RegisterBenchmark(name.c_str(), work)->Unit(benchmark::kMicrosecond);
}

void add_catalog(Workplace& work, const std::string& size, const kiosk::OpenCatalog& catalog,
                 const std::string& file) {
    add("open/catalog/" + size, [file](benchmark::State& state) { open_catalog(state, file); });
    add("words/catalog/" + size, [&](benchmark::State& state) { make_words(state, work, catalog); });
    for (const char* id : kScenes)
        add("scene/" + std::string(id) + "/" + size,
            [&, id](benchmark::State& state) { open_scene(state, work, catalog, id); });
    for (const char* id : kScenes)
        add("paint/" + std::string(id) + "/" + size,
            [&, id](benchmark::State& state) { paint_scene(state, work, catalog, id); });
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    Workplace work;
    add_catalog(work, "small", work.small, "");
    if (const char* file = std::getenv("KIOSK_LARGE_CATALOG")) {
        work.large = must(kiosk::open_catalog(file, kToday));
        add_catalog(work, "large", *work.large, file);
    }
    benchmark::RunSpecifiedBenchmarks();
}
