#include "kiosk/scenes/news.h"

#include <doctest/doctest.h>

#include <set>

#include "kiosk/app/library.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/schedule/rotation.h"

namespace {

struct Hall {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog;

    explicit Hall(catalog::Today today) : catalog(*kiosk::open_catalog("", today)) {}

    [[nodiscard]] kiosk::Stage stage() {
        return {catalog.store,
                catalog.standing,
                catalog.topics,
                library.fonts,
                library.icons,
                library.strings(words::language("zh-CN")),
                kiosk::theme(false),
                kiosk::metrics_for({}, {}),
                {},
                *base::parse_instant("2025-02-01"),
                ""};
    }
};

catalog::Today day(int year, unsigned month, unsigned day_of_month) {
    return {base::make_date(year, month, day_of_month), true};
}

}  // namespace

TEST_CASE(
    "news: the newest figure of each target once, what was published last first, what has no day last") {
    Hall hall{day(2025, 6, 1)};
    const auto news = kiosk::news_of(hall.stage());
    REQUIRE(news);
    REQUIRE(news->size() > 5);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < news->size(); ++i) {
        CHECK(seen.insert((*news)[i].target.text).second);
        CHECK_FALSE((*news)[i].publisher.empty());
        if (i == 0 || !(*news)[i].day) continue;
        REQUIRE((*news)[i - 1].day);
        CHECK(*(*news)[i - 1].day >= *(*news)[i].day);
    }
    CHECK(kiosk::build_page(hall.stage(), {.scene = kiosk::SceneKind::news}));
}

TEST_CASE("news: they are on the round for 30 days, and never by a clock that nobody trusts") {
    Hall late{day(2025, 6, 1)};
    const auto news = kiosk::news_of(late.stage());
    REQUIRE(news);
    REQUIRE(news->front().day);
    const auto last = std::chrono::sys_days{*news->front().day};
    for (const auto& [days, expected] : {std::pair{0, true}, {30, true}, {31, false}, {400, false}}) {
        CAPTURE(days);
        Hall hall{{base::Date{last + std::chrono::days{days}}, true}};
        CHECK(kiosk::has_recent_news(hall.catalog.store, hall.catalog.standing) == expected);
    }
    Hall astray{{base::Date{last}, false}};
    CHECK_FALSE(kiosk::has_recent_news(astray.catalog.store, astray.catalog.standing));
}

TEST_CASE("news: on the round they come after the overview") {
    Hall hall{day(2025, 6, 1)};
    const auto with = kiosk::rotation_order(hall.catalog.standing, hall.catalog.topics, true),
               without = kiosk::rotation_order(hall.catalog.standing, hall.catalog.topics);
    REQUIRE(with.size() == without.size() + 1);
    CHECK_FALSE(with[0].is_news);
    CHECK(with[1].is_news);
    CHECK(with[2] == without[1]);
}
