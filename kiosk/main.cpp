#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>

#include "base/last_words.h"
#include "kiosk/commands/commands.h"

namespace {

using namespace kiosk::commands;
using kiosk::Config;
using kiosk::Moment;
using kiosk::Options;

int run(int argc, char** argv) {
    base::outlive_readers();
    const auto started = std::chrono::steady_clock::now();
    CLI::App app{"Shows citizens what the city promised for the year and how far it is.", "kiosk"};
    Options o;
    kiosk::declare(app, o);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : 2;
    }
    if (const std::string wrong = kiosk::wrong_option(app, o); !wrong.empty()) return fail(2, wrong);
    const Moment moment{base::parse_instant(o.now).value_or(
                            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())),
                        !o.now.empty(), o.now};
    if (!o.check_config.empty()) return check_config(o, moment);
    if (o.hash_pin) return print_pin_line();
    const auto settings = read_settings(o.config);
    if (!settings) return fail_with_lines(2, settings.error().message);
    const Config config = kiosk::make_config(*settings);
    const Source source = source_of(o, config);
    if (!o.states && o.say.empty() && o.tour.empty() && o.bench_s == 0 && o.monkey == 0)
        return run_live(o, *settings, source, moment);
    auto content = open_content(source, moment);
    if (!content) return fail(1, content.error().message);
    if (o.states) return print_states(content->catalog);
    if (!o.say.empty())
        return print_spoken(o, config, *content, moment.in(content->catalog.store.release().zone));
    if (o.monkey > 0) return run_monkey(o, config, std::move(*content), moment);
    if (o.bench_s > 0) return run_bench(o, config, std::move(*content), moment, started);
    return run_tour(o, config, *content, moment.in(content->catalog.store.release().zone));
}

}  // namespace

BASE_SAY_OUT_OF_MEMORY("kiosk")

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {  // whoever started it starts it again
        std::fputs("kiosk: out of memory\n", stderr);
        return 1;
    } catch (const std::exception& error) {
        return fail(1, error.what());
    }
}
