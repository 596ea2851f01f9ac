#pragma once

#include <chrono>

#include "kiosk/commands/common.h"

/// What the program does, a function each. They answer its exit code.
namespace kiosk::commands {

int check_config(const Options& o, const Moment& moment);
int print_pin_line();
/// What the screen shows, until it is ended.
int run_live(const Options& o, const base::Settings& of_file, const Source& source, const Moment& moment);

int print_states(const OpenCatalog& catalog);
int print_spoken(const Options& o, const Config& config, Content& content, base::Instant now);
int run_tour(const Options& o, const Config& config, Content& content, base::Instant now);

/// Measures on the display, or where there is none in memory. `started`: when the program was.
int run_bench(const Options& o, const Config& config, Content content, const Moment& moment,
              std::chrono::steady_clock::time_point started);
int run_monkey(const Options& o, const Config& config, Content content, const Moment& moment);

}  // namespace kiosk::commands
