#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/platform/orientation.h"

namespace kiosk {

/// The command line, as it was given.
struct Options {
    std::string config, catalog, state, size, renderer = "auto", now;
    bool windowed = false;
    std::string tour, locale, profile = "default";
    double panel_mm = 0;
    std::vector<std::string> only;
    bool no_pictures = false, states = false;
    std::string say, wav;
    bool speech = false;
    std::string check_config;
    bool hash_pin = false;
    int bench_s = 0;
    int monkey = 0;
    unsigned seed = 1;
    std::string scene = "target/new-parks";
    bool json = false;
};

/// Declares them to `app`, which fills `o`; both have to live until it has parsed.
void declare(CLI::App& app, Options& o);

/// What CLI11 cannot say of the options; empty when they are well. REQUIRES: `app` has parsed them.
[[nodiscard]] std::string wrong_option(const CLI::App& app, const Options& o);

/// --size in pixels of the upright picture. REQUIRES: `wrong_option` found nothing.
[[nodiscard]] std::optional<PixelSize> size_of(const Options& o);

}  // namespace kiosk
