#include "kiosk/app/fit.h"

#include <doctest/doctest.h>

#include "kiosk/app/panel.h"

using kiosk::Fit;
using kiosk::Panel;
using kiosk::PixelSize;

namespace {

struct Made {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    Fit fit{library, catalog};

    /// What comes of these settings; empty: they are taken.
    std::string message(const kiosk::Config& config, PixelSize pixels, const std::string& pixels_name = "") {
        const Panel panel = kiosk::measure_panel(config, pixels, std::nullopt).panel;
        const auto fitted = kiosk::fit_panel(library, kiosk::set_panel(config, pixels, panel, pixels_name));
        return fitted ? "" : fitted.error().message;
    }
};

Panel panel_of(int width_px, int height_px, float width_mm, float distance_mm = 600) {
    return {.width_px = width_px,
            .height_px = height_px,
            .mm_per_px = width_mm / static_cast<float>(width_px),
            .viewing_distance_mm = distance_mm};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("fit: everything fits on the panels that the program is made for") {
    Made made;
    for (const Panel& panel : {panel_of(1920, 1080, 708), panel_of(1080, 1920, 398), panel_of(1024, 600, 222),
                               panel_of(600, 1024, 130), panel_of(1024, 600, 701), panel_of(3840, 2160, 1210),
                               panel_of(2160, 3840, 680), panel_of(1920, 1080, 708, 1000)}) {
        CAPTURE(panel.width_px);
        CAPTURE(panel.mm_per_px);
        CHECK(made.fit.misfit(panel).value_or("") == "");
        CHECK(kiosk::bounded(made.library, panel).viewing_distance_mm == panel.viewing_distance_mm);
    }
}

TEST_CASE("fit: the largest viewing distance fits, and nothing above it up to the one that was asked for") {
    Made made;
    for (Panel panel :
         {panel_of(1920, 1080, 708, 3000), panel_of(1080, 1920, 398, 1900), panel_of(1024, 600, 222, 3000)}) {
        CAPTURE(panel.width_px);
        CHECK(made.fit.misfit(panel));
        const auto largest = made.fit.largest_distance_mm(panel);
        REQUIRE(largest);
        CHECK(*largest >= 600);
        const float asked = panel.viewing_distance_mm;
        for (float mm = static_cast<float>(*largest) + 10; mm < asked; mm += 50) {
            panel.viewing_distance_mm = mm;
            CHECK(made.fit.misfit(panel));
        }
        panel.viewing_distance_mm = static_cast<float>(*largest);
        CHECK_FALSE(made.fit.misfit(panel));
    }
}

TEST_CASE("fit: settings that do not fit are refused with setting, value, what works, and what to do") {
    Made made;
    kiosk::Config far;
    far.viewing_distance_mm = 3000;
    const Panel panel = kiosk::measure_panel(far, {1920, 1080}, std::nullopt).panel;
    const std::string largest = fmt::format("{:.0f}", made.fit.largest_distance_mm(panel).value());
    const std::string refused = made.message(far, {1920, 1080});
    CHECK(refused.starts_with("display.viewing_distance_mm = 3000: "));
    CHECK(has(refused, "the largest that works there is " + largest + ": set that, or measure the glass"));
    far.viewing_distance_mm = std::stod(largest);
    CHECK(made.message(far, {1920, 1080}) == "");

    kiosk::Config small;
    small.panel_height_mm = 90;
    const std::string too_small = made.message(small, {1920, 1080});
    CHECK(too_small.starts_with("display.panel_height_mm = 90: "));
    const auto at = too_small.find("the smallest that works is ");
    REQUIRE(at != too_small.npos);
    small.panel_height_mm = std::stod(too_small.substr(at + 27));
    CHECK(*small.panel_height_mm > 90);
    CHECK(made.message(small, {1920, 1080}) == "");
    CHECK(has(made.message({}, {16384, 200}, "--size 16384x200"),
              "--size 16384x200: no page can be laid out on "));
    CHECK(made.message({}, {1920, 1080}, "--size 1920x1080") == "");
}

TEST_CASE("fit: pixels that no panel has are named") {
    Made made;
    kiosk::Config config;
    config.panel_width_mm = 70;  // centimetres were typed
    CHECK(
        made.message(config, {1920, 1080}) ==
        "display.panel_width_mm = 70: 1920 pixels on that would be 27 to a millimetre, and panels have 1 to "
        "20; measure the glass in millimetres (70 cm are 700)");
    config.rotation_deg = 90;  // along the panel's own pixels all the same
    CHECK(made.message(config, {1920, 1080}).starts_with("display.panel_width_mm = 70: 1920 pixels"));
    config.panel_width_mm = 700;
    CHECK(made.message(config, {1920, 1080}) == "");
    config.panel_height_mm = 100;
    CHECK(has(made.message(config, {1920, 1080}),
              "pixels would be 0.36 mm long one way and 0.09 mm the other"));
    config.panel_height_mm = 394;
    CHECK(made.message(config, {1920, 1080}) == "");
}

TEST_CASE("fit: a panel that nobody has set is not refused, but its letters are bounded") {
    Made made;
    for (const Panel& panel :
         {panel_of(1024, 600, 154), panel_of(800, 480, 110), panel_of(1920, 1080, 200)}) {
        CAPTURE(panel.width_px);
        REQUIRE(made.fit.misfit(panel));
        const auto fitted = kiosk::fit_panel(made.library, {.panel = panel});
        REQUIRE(fitted);
        CHECK_FALSE(made.fit.misfit(*fitted));
        CHECK(kiosk::metrics_for(*fitted, {}).em < kiosk::metrics_for(panel, {}).em);
    }
}
