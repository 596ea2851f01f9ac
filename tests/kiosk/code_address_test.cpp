#include "kiosk/scenes/code_address.h"

#include <doctest/doctest.h>

#include "kiosk/app/library.h"
#include "kiosk/scenes/scenes.h"

namespace {

/// A stage on the real catalog, in one language.
struct Built {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::Stage stage;

    Built(const char* language, const char* web)
        : stage{catalog.store,
                catalog.standing,
                catalog.topics,
                library.fonts,
                library.icons,
                library.strings(words::language(language)),
                kiosk::theme(false),
                kiosk::metrics_for({}, {}),
                {},
                *base::parse_instant("2024-07-15"),
                ""} {
        stage.web = web;
        stage.languages = catalog.languages;
    }
    [[nodiscard]] catalog::Source document() const {
        return *catalog.store.source(catalog.store.target(catalog::TargetId{"new-parks"})->source);
    }
    /// Every text of every page of a target.
    [[nodiscard]] std::string words_of(const std::string& target) {
        std::string words;
        const auto first = *kiosk::parse_address("target/" + target);
        for (int page = 1, count = 1; page <= count; ++page) {
            const auto built = kiosk::build_page(stage, first.on_page(page));
            REQUIRE(built);
            count = built->count;
            kiosk::Record record;
            kiosk::Canvas canvas{nullptr, library.fonts, stage.theme, stage.metrics, record, {}};
            built->draw(canvas);
            for (const auto& text : record.texts) words += text.text;
        }
        return words;
    }
};

}  // namespace

TEST_CASE("code: with an address of web pages it leads to the target's own, in the visitor's language") {
    const catalog::TargetId parks{"new-parks"};
    for (const char* web : {"https://a.example/m", "https://a.example/m/"}) {
        Built zh{"zh-CN", web}, en{"en", web};
        CHECK(kiosk::code_address(zh.stage, parks, zh.document()) ==
              "https://a.example/m/zh-CN/target/new-parks.html");
        CHECK(kiosk::code_address(en.stage, parks, en.document()) ==
              "https://a.example/m/en/target/new-parks.html");
        CHECK(zh.words_of("new-parks").find("扫码在手机上看") != std::string::npos);
        CHECK(zh.words_of("new-parks").find("扫码看原文") == std::string::npos);
    }
}

TEST_CASE("code: without one it leads to the document's page, and the page says so") {
    Built zh{"zh-CN", ""};
    REQUIRE(zh.document().url.starts_with("http"));
    CHECK(kiosk::code_address(zh.stage, catalog::TargetId{"new-parks"}, zh.document()) == zh.document().url);
    CHECK(zh.words_of("new-parks").find("扫码看原文") != std::string::npos);
}

TEST_CASE("code: whatever an author calls a target, the address is one") {
    CHECK(kiosk::web_page("http://a", "en", catalog::TargetId{"公园/1?"}) ==
          "http://a/en/target/%E5%85%AC%E5%9B%AD%2F1%3F.html");
}
