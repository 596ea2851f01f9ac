#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/app/library.h"
#include "kiosk/scenes/scenes.h"

// What the pages of a target say, and how large, by what they note when they are drawn.

namespace {

using kiosk::DrawnText;

kiosk::Panel panel_of(int width_px, int height_px, float width_mm) {
    return {
        .width_px = width_px, .height_px = height_px, .mm_per_px = width_mm / static_cast<float>(width_px)};
}
const kiosk::Panel kLandscape = panel_of(1920, 1080, 708), kPortrait = panel_of(1080, 1920, 398),
                   kSmall = panel_of(1024, 600, 222);

class Pages {
public:
    Pages(const char* tag, const kiosk::Panel& panel, base::Date today, const kiosk::Profile& profile = {})
        : library_(*kiosk::Library::open()),
          catalog_(*kiosk::open_catalog("", {today, true})),
          language_(words::language(tag)),
          profile_(profile),
          metrics_(kiosk::metrics_for(panel, profile)) {}

    kiosk::Page page(const char* id) {
        kiosk::Stage stage{catalog_.store,
                           catalog_.standing,
                           catalog_.topics,
                           library_.fonts,
                           library_.icons,
                           library_.strings(language_),
                           theme(),
                           metrics_,
                           profile_,
                           catalog_.store.release().published_at,
                           ""};
        stage.languages = catalog_.languages;
        const auto page = kiosk::build_page(stage, *kiosk::parse_address(id));
        REQUIRE(page);
        return *page;
    }

    std::vector<DrawnText> texts(const std::string& id) {
        const kiosk::Page built = page(id.c_str());
        kiosk::Record record;
        kiosk::Canvas canvas{nullptr, library_.fonts, theme(), built.metrics, record, {}};
        built.draw(canvas);
        return record.texts;
    }

private:
    [[nodiscard]] const kiosk::Theme& theme() const { return kiosk::theme(profile_.high_contrast); }

    kiosk::Library library_;
    kiosk::OpenCatalog catalog_;
    const words::Language& language_;
    kiosk::Profile profile_;
    kiosk::Metrics metrics_;
};

const DrawnText* find_ref(const std::vector<DrawnText>& texts, const std::string& ref) {
    const auto found =
        std::find_if(texts.begin(), texts.end(), [&](const DrawnText& text) { return text.ref == ref; });
    return found == texts.end() ? nullptr : &*found;
}

const DrawnText* find_text(const std::vector<DrawnText>& texts, const std::string& part) {
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const DrawnText& text) {
        return text.text.find(part) != std::string::npos;
    });
    return found == texts.end() ? nullptr : &*found;
}

const base::Date kLater = base::make_date(2026, 11, 28);

}  // namespace

TEST_CASE("target page: the result is huge under its period, and the target stands beside the state") {
    for (const kiosk::Panel& panel : {kLandscape, kPortrait, kSmall}) {
        CAPTURE(panel.width_px);
        Pages pages{"zh-CN", panel, kLater};
        const auto texts = pages.texts("target/gdp-growth");
        const auto* result = find_ref(texts, "target:gdp-growth:observed");
        const auto* target = find_ref(texts, "target:gdp-growth:value");
        const auto* state = find_ref(texts, "target:gdp-growth:state");
        const auto* label = find_text(texts, "结果（2024年全年）");
        REQUIRE(result);
        REQUIRE(target);
        REQUIRE(state);
        REQUIRE(label);
        CHECK(result->text == "5.7%");
        CHECK(target->text == "7%左右");
        CHECK(result->rect.h > 1.5f * target->rect.h);
        CHECK(label->rect.y < result->rect.bottom());
        CHECK(std::abs(target->rect.center().y - state->rect.center().y) < state->em_px);
        CHECK(state->text == "未达到");
    }
}

TEST_CASE("target page: without a figure the target is huge, and it says since when and how far one looked") {
    Pages pages{"zh-CN", kLandscape, kLater};
    const auto texts = pages.texts("target/new-parks");
    const auto* target = find_ref(texts, "target:new-parks:value");
    REQUIRE(target);
    CHECK(target->text == "30个");
    CHECK(target->em_px > 200);
    CHECK(find_ref(texts, "target:new-parks:deadline")->text == "期限：2024-12-31");
    CHECK(find_text(texts, "已过1年10个月"));
    CHECK(find_text(texts, "本屏没有查到公布的结果"));
    const auto early = Pages{"zh-CN", kLandscape, base::make_date(2024, 7, 15)}.texts("target/new-parks");
    CHECK(find_text(early, "期限：2024-12-31"));
    CHECK_FALSE(find_text(early, "已过"));
    CHECK_FALSE(find_text(early, "没有查到"));
}

TEST_CASE("target page: number, hotline and whom to ask are on the first page") {
    for (const kiosk::Panel& panel : {kLandscape, kPortrait}) {
        const auto texts = Pages{"zh-CN", panel, kLater}.texts("target/new-parks");
        CHECK(find_text(texts, "打 12345 报 T-147"));
        CHECK(find_text(texts, "扫码看原文"));
    }
}

TEST_CASE("target page: a promise without a number is the sentence itself, large") {
    const auto texts = Pages{"zh-CN", kPortrait, kLater}.texts("target/resident-income-growth");
    const auto* quote = find_ref(texts, "target:resident-income-growth:quote");
    REQUIRE(quote);
    CHECK(quote->em_px > 100);
    CHECK(quote->em_px <= 120);
    CHECK(std::count_if(texts.begin(), texts.end(),
                        [](const DrawnText& text) { return text.ref.ends_with(":quote"); }) == 1);
}

TEST_CASE("rotation page: label, promise and state are read from three metres, and it may be touched") {
    for (const char* tag : {"zh-CN", "en"})
        for (const kiosk::Panel& panel : {kLandscape, kPortrait}) {
            CAPTURE(tag);
            CAPTURE(panel.width_px);
            Pages pages{tag, panel, kLater};
            const auto texts = pages.texts("rotation/gdp-growth");
            CHECK(find_ref(texts, "target:gdp-growth:value")->em_px >= 60);
            CHECK(find_ref(texts, "target:gdp-growth:state")->em_px >= 68);
            CHECK(find_text(texts, tag == std::string("en") ? "Result (all of 2024)" : "结果（2024年全年）")
                      ->em_px >= 60);
            CHECK(find_text(texts, "223"));
        }
}

TEST_CASE("target page: it is read from its name to its sources") {
    const auto texts = Pages{"zh-CN", kLandscape, kLater}.texts("target/gdp-growth");
    std::size_t last = 0;
    for (const char* field :
         {"name", "observed", "state", "value", "deadline", "quote", "publisher", "as_of"}) {
        CAPTURE(field);
        const auto* text = find_ref(texts, std::string("target:gdp-growth:") + field);
        REQUIRE(text);
        const auto at = static_cast<std::size_t>(text - texts.data());
        CHECK(at > last);
        last = at;
    }
}

TEST_CASE("target page: a heading of the document is no clause of it") {
    Pages pages{"zh-CN", kLandscape, kLater};
    CHECK(find_text(pages.texts("target/gdp-growth"), "《郑州市2024年国民经济和社会发展计划》二 · "));
    CHECK(find_text(pages.texts("target/new-parks"), "》三(四)四是 · "));
}

TEST_CASE("target page: a finger on a term leads to the page of the target that explains it") {
    struct Case {
        const char *tag, *id, *area, *term;
    };
    for (const kiosk::Panel& panel : {kLandscape, kPortrait})
        for (const Case& one :
             {Case{"zh-CN", "target/gdp-growth", "explained/name", "词语：地区生产总值"},
              Case{"zh-CN", "target/urban-new-jobs-headline", "explained/name", "词语：城镇新增就业"},
              Case{"en", "target/urban-new-jobs-headline", "explained/name", "new urban jobs"}}) {
            CAPTURE(panel.width_px);
            CAPTURE(one.id);
            Pages pages{one.tag, panel, kLater};
            const kiosk::Page page = pages.page(one.id);
            const auto* area = page.find_area(one.area);
            REQUIRE(area);
            CHECK(area->rect.h >= page.metrics.touch);
            const auto texts = pages.texts(one.id);
            const auto* name = find_ref(texts, std::string(one.id).replace(0, 7, "target:") + ":name");
            REQUIRE(name);
            CHECK(area->rect.contains(name->rect.center()));
            const auto* go = std::get_if<kiosk::Go>(&area->request);
            REQUIRE(go);
            CHECK(find_text(pages.texts(go->to.id()), one.term));
        }
}

TEST_CASE(
    "target page: no term of the language that the visitor did not choose is marked, and none on a rotation "
    "page") {
    CHECK_FALSE(Pages("en", kLandscape, kLater).page("target/new-parks").find_area("explained/name"));
    CHECK_FALSE(Pages("zh-CN", kLandscape, kLater).page("rotation/gdp-growth").find_area("explained/name"));
}

TEST_CASE("foot: no word lies under the border of a button that is on, in high contrast either") {
    for (const bool high_contrast : {false, true})
        for (const kiosk::Panel& panel : {kLandscape, kPortrait, kSmall}) {
            CAPTURE(high_contrast);
            CAPTURE(panel.width_px);
            Pages pages{"en", panel, kLater, {.large_type = true, .high_contrast = high_contrast}};
            const kiosk::Page page = pages.page("settings");
            const float border = kiosk::kBorderOfChosen * page.metrics.hairline;
            const auto texts = pages.texts("settings");
            for (const auto* id : {"large-type", "settings"}) {
                const auto* area = page.find_area(id);
                if (area == nullptr) continue;  // a panel that small has it among the settings alone
                for (const DrawnText& text : texts)
                    if (area->rect.contains(text.rect.center()))
                        CHECK_MESSAGE(area->rect.inset(border).encloses(text.rect), text.text);
            }
        }
}
