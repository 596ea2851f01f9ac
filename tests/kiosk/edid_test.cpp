#include "kiosk/platform/edid.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <numeric>
#include <vector>

#include "base/files.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

void seal(Bytes& edid) {
    edid[127] = 0;
    edid[127] = static_cast<std::uint8_t>(256 - std::accumulate(edid.begin(), edid.begin() + 128, 0u) % 256);
}

/// A base block with a size in mm in its preferred timing and one in cm; 0 leaves a size out.
/// `pixels` 0: the timing does not say.
Bytes make_edid(int width_mm, int height_mm, int width_cm, int height_cm, kiosk::PixelSize pixels = {}) {
    Bytes edid(128, 0);
    for (int i = 1; i < 7; ++i) edid[i] = 0xff;
    edid[18] = 1;
    edid[19] = 4;
    edid[21] = static_cast<std::uint8_t>(width_cm);
    edid[22] = static_cast<std::uint8_t>(height_cm);
    edid[54] = 0x02;  // 148.5 MHz
    edid[55] = 0x3a;
    edid[56] = static_cast<std::uint8_t>(pixels.width);
    edid[58] = static_cast<std::uint8_t>(pixels.width >> 8 << 4);
    edid[59] = static_cast<std::uint8_t>(pixels.height);
    edid[61] = static_cast<std::uint8_t>(pixels.height >> 8 << 4);
    edid[66] = static_cast<std::uint8_t>(width_mm);
    edid[67] = static_cast<std::uint8_t>(height_mm);
    edid[68] = static_cast<std::uint8_t>((width_mm >> 8) << 4 | height_mm >> 8);
    seal(edid);
    return edid;
}

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("kiosk-edid-" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    void add(const std::string& connector, const char* status, const char* enabled, const Bytes& edid) const {
        const auto folder = path / connector;
        std::filesystem::create_directories(folder);
        REQUIRE(base::write_file(folder / "status", std::string(status) + "\n"));
        REQUIRE(base::write_file(folder / "enabled", std::string(enabled) + "\n"));
        REQUIRE(base::write_file(folder / "edid", std::string(edid.begin(), edid.end())));
    }
};

}  // namespace

TEST_CASE("edid: the preferred timing's millimetres come before the centimetres") {
    const auto size = kiosk::parse_edid(make_edid(698, 393, 70, 39));
    REQUIRE(size);
    CHECK(size->width_mm == 698);
    CHECK(size->height_mm == 393);
}

TEST_CASE("edid: what is no size is not taken for one") {
    struct Case {
        int width_mm, height_mm, width_cm, height_cm;
        double expected_width;  // 0: nothing
    };
    const Case cases[] = {
        {0, 0, 70, 39, 700},                            // no mm: the centimetres
        {0, 0, 0, 0, 0},                                // a projector
        {16, 9, 16, 9, 0},                              // a shape in both places
        {160, 90, 16, 9, 0},                            // a shape times ten
        {160, 90, 52, 29, 520},                         // a shape, and a size beside it
        {0, 0, 79, 0, 0},                               // EDID 1.4: a landscape shape
        {52, 29, 52, 29, 520},                          // centimetres in the place of millimetres
        {154, 86, 15, 9, 154},                          // a true 7 inch panel
        {698, 0, 0, 0, 0},      {4095, 4095, 0, 0, 0},  // wider than 4 m
        {20, 11, 0, 0, 0},
    };
    for (const auto& c : cases) {
        CAPTURE(c.width_mm);
        CAPTURE(c.width_cm);
        const auto size = kiosk::parse_edid(make_edid(c.width_mm, c.height_mm, c.width_cm, c.height_cm));
        CHECK((size ? size->width_mm : 0) == c.expected_width);
    }
}

TEST_CASE("edid: sizes that no panel of these pixels has are not believed, those that panels have are") {
    struct Case {
        kiosk::PanelSize size;
        kiosk::PixelSize pixels;
        bool expected;
    };
    const Case cases[] = {
        {{2500, 1410}, {1920, 1080}, false},  // 113 inches
        {{700, 100}, {1920, 1080}, false},    // pixels four times as wide as high
        {{100, 700}, {1920, 1080}, false},   {{1650, 930}, {1024, 600}, false},  // pixels of 1.6 mm
        {{60, 34}, {1920, 1080}, false},                                         // a watch
        {{344, 194}, {16384, 9216}, false},                                      // 0.02 mm
        {{698, 393}, {1920, 1080}, true},                                        // 32 inches
        {{393, 698}, {1080, 1920}, true},    {{698, 393}, {1080, 1920}, true},   // turned by Xorg
        {{154, 86}, {1024, 600}, true},                                          // 7 inches
        {{110, 60}, {800, 480}, true},       // 5 inches, in whole centimetres
        {{1895, 1066}, {1920, 1080}, true},  // 86 inches, full HD
        {{2159, 1215}, {3840, 2160}, true},  // 98 inches
        {{294, 165}, {3840, 2160}, true},    // 13 inches, 4K
        {{376, 301}, {1280, 1024}, true},    {{597, 336}, {3440, 1440}, false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.size.width_mm);
        CAPTURE(c.pixels.width);
        CHECK(kiosk::is_credible(c.size, c.pixels) == c.expected);
    }
}

TEST_CASE("edid: of two sizes the one is taken that its own pixels can have") {
    CHECK_FALSE(kiosk::parse_edid(make_edid(1600, 900, 160, 90, {1920, 1080})));  // a shape, in both places
    CHECK_FALSE(kiosk::parse_edid(make_edid(0, 0, 160, 90)));
    CHECK_FALSE(kiosk::parse_edid(make_edid(2500, 1410, 250, 141, {1920, 1080})));
    CHECK_FALSE(kiosk::parse_edid(make_edid(700, 100, 70, 10, {1920, 1080})));
    const auto size = kiosk::parse_edid(make_edid(700, 100, 70, 39, {1920, 1080}));
    REQUIRE(size);
    CHECK(size->height_mm == 390);
}

TEST_CASE("edid: a first descriptor that is a text holds no size") {
    Bytes edid = make_edid(698, 393, 71, 40);
    edid[54] = edid[55] = 0;
    seal(edid);
    const auto size = kiosk::parse_edid(edid);
    REQUIRE(size);
    CHECK(size->width_mm == 710);
}

TEST_CASE("edid: damaged bytes are refused") {
    const Bytes good = make_edid(698, 393, 70, 39);
    for (std::size_t i = 0; i < 128; ++i) {
        Bytes bad = good;
        bad[i] ^= 0x10;
        CAPTURE(i);
        CHECK_FALSE(kiosk::parse_edid(bad));
    }
    for (std::size_t length = 0; length < 128; ++length)
        CHECK_FALSE(kiosk::parse_edid(std::span(good).first(length)));
}

TEST_CASE("edid: the first connected output that states a size is taken, one in use before others") {
    const Folder drm;
    drm.add("card0-DP-1", "disconnected", "disabled", make_edid(300, 200, 30, 20));
    drm.add("card0-HDMI-A-1", "connected", "disabled", make_edid(598, 336, 60, 34));
    drm.add("card0-HDMI-A-2", "connected", "enabled", make_edid(698, 393, 70, 39));
    drm.add("card0-VGA-1", "connected", "enabled", make_edid(410, 230, 41, 23));
    drm.add("card0-eDP-1", "connected", "enabled", {});
    const auto found = kiosk::find_panel_size(drm.path);
    REQUIRE(found);
    CHECK(found->connector == "card0-HDMI-A-2");
    CHECK(found->size.width_mm == 698);
}

TEST_CASE("edid: without outputs or without the folder nothing is found") {
    const Folder drm;
    CHECK_FALSE(kiosk::find_panel_size(drm.path));
    CHECK_FALSE(kiosk::find_panel_size(drm.path / "none"));
}
