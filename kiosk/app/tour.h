#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kiosk/app/still.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/ui/metrics.h"

namespace kiosk {

struct TourOptions {
    std::filesystem::path folder;
    Still still;
    std::vector<std::string> only;  // scene ids; empty: all
    bool pictures = true;
    bool speech = false;  // speech.jsonl as well: what reading aloud says of each page
};

/// "large-type,low-reach"; nothing where one of the names is none: default, large-type, larger-type,
/// high-contrast, low-reach.
[[nodiscard]] std::optional<Profile> parse_profile(std::string_view names);

/// Renders every page once, with no display: `folder`/*.png, tour.json and contact-sheet.png. Progress on
/// stderr. Errors: io; not_found (a scene of `only` does not exist); corrupt.
[[nodiscard]] base::Status run_tour(Library& library, OpenCatalog& catalog, const TourOptions& options,
                                    std::unique_ptr<Renderer> renderer);

}  // namespace kiosk
