#include <doctest/doctest.h>

#include "../platform/close_to.h"
#include "kiosk/app/library.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/painter.h"
#include "kiosk/platform/gles2_renderer.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/scenes/scenes.h"

TEST_SUITE("gles2") {
    TEST_CASE("gles2: pages of the display look as they do in software") {
        auto library = kiosk::Library::open();
        auto catalog = kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
        REQUIRE(library.has_value());
        REQUIRE(catalog.has_value());
        std::string complaints;
        const base::Log log{[&](const base::LogEntry& entry) { complaints += entry.message; }};
        for (const bool high_contrast : {false, true}) {  // dark text on light, light text on dark
            auto gles2 = kiosk::make_gles2_renderer(true, log);
            REQUIRE(gles2.has_value());
            complaints.clear();
            kiosk::Painter one{library->fonts, kiosk::make_software_renderer()},
                other{library->fonts, std::move(*gles2)};
            const kiosk::Profile profile{.high_contrast = high_contrast};
            const kiosk::Theme& colors = kiosk::theme(high_contrast);
            const kiosk::Metrics metrics = kiosk::metrics_for({}, profile);
            const kiosk::Stage stage{catalog->store,
                                     catalog->standing,
                                     catalog->topics,
                                     library->fonts,
                                     library->icons,
                                     library->strings(words::language("zh-CN")),
                                     colors,
                                     metrics,
                                     profile,
                                     *base::parse_instant("2024-07-15"),
                                     ""};
            for (const char* id : {"overview", "topics", "target/new-parks", "about"}) {
                CAPTURE(id);
                const auto page = kiosk::build_page(stage, *kiosk::parse_address(id));
                REQUIRE(page.has_value());
                kiosk::Record record;
                kiosk::Picture in_software, through_gl;
                one.paint(*page, colors, metrics, {}, record, in_software);
                other.paint(*page, colors, metrics, {}, record, through_gl);
                const Distance apart = distance(in_software, through_gl);
                CAPTURE(apart.mean);
                CAPTURE(apart.far_share);
                CHECK(apart.is_small());
            }
            CHECK(other.dropped() == 0);
        }
        CHECK(complaints.empty());
    }
}
