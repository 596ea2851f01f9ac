#include "kiosk/app/bench.h"
#include "kiosk/app/check_config.h"
#include "kiosk/app/fit.h"
#include "kiosk/app/monkey.h"
#include "kiosk/commands/commands.h"
#include "kiosk/platform/memory_output.h"
#include "kiosk/platform/sdl_output.h"

namespace kiosk::commands {
namespace {

base::Result<std::unique_ptr<Output>> open_measured_output(PixelSize size) {
    auto output = open_sdl_output({.size = size, .title = "Minsheng Kiosk"});
    if (output || output.error().code != base::Errc::not_found) return output;
    return std::make_unique<MemoryOutput>(size);
}

}  // namespace

int run_bench(const Options& o, const Config& config, Content content, const Moment& moment,
              std::chrono::steady_clock::time_point started) {
    auto library = Library::open();
    if (!library) return fail(1, library.error().message);
    const PixelSize size = size_of(o).value_or(PixelSize{1920, 1080});
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    auto output = open_measured_output(turned_size(size, config.rotation_deg));
    if (!output) return fail(1, output.error().message);
    Compositor compositor{**output, config.rotation_deg};
    const SessionSettings session{
        .panel = bounded(*library, measure_panel(config, (*output)->size(), std::nullopt).panel),
        .language = words::find_language(config.default_language.value_or("")),
        .started_at = moment.in(content.catalog.store.release().zone),
        .time_given = moment.given,
        .reduced_motion = config.reduced_motion};
    const auto figures = kiosk::run_bench(
        *loop->loop, *library, std::move(content.catalog), session, compositor,
        {std::chrono::seconds{o.bench_s}, o.scene, started, [&] { return make_renderer(o); }, o.json});
    return figures ? print(*figures) : fail(1, figures.error().message);
}

int run_monkey(const Options& o, const Config& config, Content content, const Moment& moment) {
    auto library = Library::open();
    if (!library) return fail(1, library.error().message);
    const auto loop = Loop::open();
    if (!loop) return fail(1, loop.error().message);
    const PixelSize size = size_of(o).value_or(PixelSize{1920, 1080});
    const SessionSettings session{.panel = bounded(*library, measure_panel(config, size, std::nullopt).panel),
                                  .dwell = config.dwell,
                                  .started_at = moment.in(content.catalog.store.release().zone),
                                  .time_given = moment.given};
    const auto done = kiosk::run_monkey(*loop->loop, *library, std::move(content.catalog), session,
                                        {.acts = o.monkey, .seed = o.seed, .size = size});
    return done ? print(*done) : fail(1, done.error().message);
}

}  // namespace kiosk::commands
