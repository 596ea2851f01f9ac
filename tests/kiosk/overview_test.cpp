#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "kiosk/app/library.h"
#include "kiosk/scenes/scenes.h"

namespace {

/// What the page notes when it is drawn, and the size of its letters.
struct Drawn {
    std::vector<kiosk::DrawnText> figures;  // from left to right, row by row
    float em;
};

kiosk::Panel of_32_inches(int width, int height) {
    const float diagonal = std::hypot(static_cast<float>(width), static_cast<float>(height));
    return {.width_px = width, .height_px = height, .mm_per_px = 812.8f / diagonal};
}

Drawn draw_overview(kiosk::Library& library, const kiosk::OpenCatalog& catalog, const char* tag, int width,
                    int height) {
    kiosk::Stage stage{catalog.store,
                       catalog.standing,
                       catalog.topics,
                       library.fonts,
                       library.icons,
                       library.strings(words::language(tag)),
                       kiosk::theme(false),
                       kiosk::metrics_for(of_32_inches(width, height), {}),
                       {},
                       catalog.store.release().published_at,
                       ""};
    const auto page = kiosk::build_page(stage, *kiosk::parse_address("overview"));
    REQUIRE(page);
    kiosk::Record record;
    kiosk::Canvas canvas{nullptr, library.fonts, stage.theme, page->metrics, record, {}};
    page->draw(canvas);
    Drawn drawn{{}, page->metrics.em};
    for (const auto& text : record.texts)
        if (text.role == kiosk::Role::figure) drawn.figures.push_back(text);
    return drawn;
}

}  // namespace

TEST_CASE("overview: the mark beside a count is not touched by the count before it") {
    kiosk::Library library = *kiosk::Library::open();
    const kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 12, 31), true});
    for (const char* tag : {"zh-CN", "en"})
        for (const auto& [width, height] : {std::pair{1024, 768}, {1280, 800}, {1920, 1080}, {1080, 1920}}) {
            CAPTURE(tag);
            CAPTURE(width);
            const Drawn drawn = draw_overview(library, catalog, tag, width, height);
            REQUIRE(drawn.figures.size() >= 7);
            const float mark = 2 * std::round(0.8f * drawn.em);
            for (std::size_t i = 1; i < drawn.figures.size(); ++i) {
                const auto &before = drawn.figures[i - 1].rect, &after = drawn.figures[i].rect;
                if (after.x > before.x) CHECK(before.right() <= after.x - mark);
            }
        }
}
