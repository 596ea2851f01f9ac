#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/files.h"
#include "kiosk/app/library.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/painter.h"
#include "kiosk/platform/png.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/scenes/scenes.h"

// Twelve pages as they were last looked at and found good, small and grey: tests/kiosk/golden/*.pgm. Whoever
// changes how a page looks runs the test with KIOSK_WRITE_GOLDEN=1, looks at the pages in full size, and
// commits the files.

namespace {

struct Grey {
    int width = 0, height = 0;
    std::string pixels = {};
};

struct GoldenPage {
    const char *name, *id, *tag;
    int width, height;
    kiosk::Profile profile = {};
};

constexpr int kLongSide = 192;     // [px] of what is kept
constexpr double kMostMean = 1.5;  // [of 255]; a passage that moved by a line makes 3 and more
constexpr int kCell = 16;          // [px]
constexpr double kMostOfCell = 14;

const GoldenPage kPages[] = {
    {"overview", "overview", "zh-CN", 1920, 1080},
    {"topics", "topics", "zh-CN", 1920, 1080},
    {"topic", "topic/jobs", "en", 1920, 1080},
    {"target", "target/new-parks", "zh-CN", 1920, 1080},
    {"target-with-chart", "target/gdp-growth", "en", 1080, 1920},
    {"rotation", "rotation/gdp-growth", "zh-CN", 1920, 1080},
    {"find", "find", "zh-CN", 1080, 1920},
    {"all", "all", "en", 1920, 1080},
    {"settings", "settings", "zh-CN", 1920, 1080, {.high_contrast = true}},
    {"news", "news", "zh-CN", 1080, 1920, {.large_type = true}},
    {"small", "target/new-parks", "en", 1024, 600},
    {"low", "topics", "zh-CN", 1080, 1920, {.low_reach = true}},
};

Grey grey_of(const kiosk::Picture& picture) {
    const int width = picture.width > picture.height ? kLongSide : kLongSide * picture.width / picture.height;
    const kiosk::Picture small = kiosk::shrink(picture, width);
    Grey grey{small.width, small.height};
    for (const std::uint32_t pixel : small.pixels)
        grey.pixels += static_cast<char>(
            ((pixel >> 16 & 255) * 299 + (pixel >> 8 & 255) * 587 + (pixel & 255) * 114) / 1000);
    return grey;
}

std::string head_of(const Grey& grey) {
    return "P5\n" + std::to_string(grey.width) + " " + std::to_string(grey.height) + "\n255\n";
}

double apart(const std::string& a, const std::string& b, std::size_t at) {
    return std::abs(static_cast<unsigned char>(a[at]) - static_cast<unsigned char>(b[at]));
}

double mean_distance(const std::string& a, const std::string& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += apart(a, b, i);
    return sum / static_cast<double>(a.size());
}

/// Of the square that differs most.
double worst_cell(const Grey& a, const std::string& b) {
    double worst = 0;
    for (int top = 0; top + kCell <= a.height; top += kCell / 2)
        for (int left = 0; left + kCell <= a.width; left += kCell / 2) {
            double sum = 0;
            for (int y = top; y < top + kCell; ++y)
                for (int x = left; x < left + kCell; ++x)
                    sum += apart(a.pixels, b, static_cast<std::size_t>(y * a.width + x));
            worst = std::max(worst, sum / (kCell * kCell));
        }
    return worst;
}

kiosk::Picture paint(kiosk::Library& library, kiosk::OpenCatalog& catalog, const GoldenPage& golden) {
    const kiosk::Theme& colors = kiosk::theme(golden.profile.high_contrast);
    kiosk::Panel panel;
    panel.width_px = golden.width;
    panel.height_px = golden.height;
    panel.mm_per_px *= 1920.0f / static_cast<float>(std::max(golden.width, golden.height));  // 32 inches
    const kiosk::Metrics metrics = kiosk::metrics_for(panel, golden.profile);
    kiosk::Stage stage{catalog.store,
                       catalog.standing,
                       catalog.topics,
                       library.fonts,
                       library.icons,
                       library.strings(words::language(golden.tag)),
                       colors,
                       metrics,
                       golden.profile,
                       *base::parse_instant("2024-12-31"),
                       ""};
    stage.languages = catalog.languages;
    kiosk::Painter painter{library.fonts, kiosk::make_software_renderer()};
    const auto page = kiosk::build_page(stage, *kiosk::parse_address(golden.id));
    REQUIRE(page);
    kiosk::Record record;
    kiosk::Picture picture;
    painter.paint(*page, colors, metrics, {}, record, picture);
    return picture;
}

}  // namespace

TEST_CASE("golden: twelve pages look as they did when they were last looked at") {
    auto library = kiosk::Library::open();
    auto catalog = kiosk::open_catalog("", {base::make_date(2024, 12, 31), true});
    REQUIRE(library);
    REQUIRE(catalog);
    const std::filesystem::path folder =
        std::filesystem::path(std::getenv("KIOSK_SOURCE_DIR")) / "tests" / "kiosk" / "golden";
    const bool is_writing = std::getenv("KIOSK_WRITE_GOLDEN") != nullptr;
    for (const GoldenPage& golden : kPages) {
        const std::string name = golden.name;
        CAPTURE(name);
        const Grey grey = grey_of(paint(*library, *catalog, golden));
        const auto path = folder / (name + ".pgm");
        if (is_writing) REQUIRE(base::write_file(path, head_of(grey) + grey.pixels));
        const auto kept = base::read_file(path);
        REQUIRE(kept);
        REQUIRE(kept->starts_with(head_of(grey)));
        const std::string pixels = kept->substr(head_of(grey).size());
        REQUIRE(pixels.size() == grey.pixels.size());
        CHECK(mean_distance(grey.pixels, pixels) <= kMostMean);
        CHECK(worst_cell(grey, pixels) <= kMostOfCell);
    }
}

TEST_CASE("golden: a page is told from another, and from the same in the other language") {
    auto library = kiosk::Library::open();
    auto catalog = kiosk::open_catalog("", {base::make_date(2024, 12, 31), true});
    REQUIRE(library);
    REQUIRE(catalog);
    GoldenPage golden = kPages[3];
    const Grey one = grey_of(paint(*library, *catalog, golden));
    golden.tag = "en";
    const Grey in_english = grey_of(paint(*library, *catalog, golden));
    CHECK(worst_cell(one, in_english.pixels) > kMostOfCell);
    golden.id = "target/childcare-places-per-1000";
    CHECK(mean_distance(in_english.pixels, grey_of(paint(*library, *catalog, golden)).pixels) > kMostMean);
}
