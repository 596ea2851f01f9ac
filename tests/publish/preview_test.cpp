#include "sync/publish/building/preview.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "origin.h"

using namespace publish_test;
namespace fs = std::filesystem;

namespace {

/// A program in place of kiosk.
fs::path stand_in(const Workshop& shop, const std::string& script) {
    const fs::path file = shop.path("kiosk");
    REQUIRE(base::write_file(file, "#!/bin/sh\n" + script));
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

}  // namespace

TEST_CASE("preview: what does not look right is said once, with its pages and its remedy") {
    const Workshop shop;
    const auto kiosk = stand_in(
        shop,
        "[ \"$1 $3 $5\" = '--tour --catalog --locale' ] || exit 3\n"
        "case $6 in zh-CN) clipped=true missing=2;; *) clipped=false missing=0;; esac\n"
        "page() { echo \"{\\\"id\\\":\\\"$1\\\",\\\"file\\\":\\\"a.png\\\",\\\"missing_glyphs\\\":$2,"
        "\\\"texts\\\":[{\\\"text\\\":\\\"fits\\\",\\\"clipped\\\":false},{\\\"text\\\":\\\"<b>too long\\\","
        "\\\"clipped\\\":$clipped,\\\"ref\\\":\\\"target:new-parks:name\\\"}]}\"; }\n"
        "{ echo '{\"pages\":['; page target/new-parks $missing; echo ,; page topic/parks 0; echo ']}'; } "
        "> \"$2/tour.json\"\n");
    const auto found = publish::preview(kiosk, shop.path("a.db"), {"zh-CN", "en"}, nullptr, shop.path("out"));
    REQUIRE_MESSAGE(found, found.error().message);
    REQUIRE(found->size() == 2);
    const auto& findings = found->front().findings;
    REQUIRE(findings.size() == 2);
    CHECK(findings.front().line().text() ==
          "zh-CN target/new-parks: 2 characters are in none of the fonts; look at the picture, and tell "
          "whoever "
          "keeps the program which character it is");
    CHECK(findings.back().line().text() ==
          "zh-CN target/new-parks and 1 pages more: \"<b>too long\" does not fit; write a shorter one beside "
          "it: target, short_zh, row new-parks");
    CHECK(found->back().findings.empty());
    CHECK(fs::exists(shop.path("out") / "en" / "tour.json"));
    const std::string page = publish::preview_page(*found, {});
    CHECK(page.find("&lt;b&gt;too long") != page.npos);
    CHECK(page.find("<b>") == page.npos);
    CHECK(page.find("zh-CN/a.png") != page.npos);
}

TEST_CASE("preview: a character that the fonts lack is named with the text it stands in") {
    const auto coverage = publish::Coverage::parse("20-7E\n");
    REQUIRE(coverage);
    const auto made = publish::read_tour(
        R"({"pages":[{"id":"about","missing_glyphs":1,"texts":[{"text":"fine"},{"text":"a 𫓧"}]}]})", "en",
        &*coverage);
    REQUIRE_MESSAGE(made, made.error().message);
    REQUIRE(made->findings.size() == 1);
    CHECK(made->findings.front().line().text().find("U+2B4E7") != std::string::npos);
}

TEST_CASE("preview: a kiosk that fails, dies or cannot be started is named") {
    const Workshop shop;
    const auto run = [&](const fs::path& kiosk) {
        return publish::preview(kiosk, shop.path("a.db"), {"en"}, nullptr, shop.path("out"));
    };
    CHECK(is_refused(run(stand_in(shop, "exit 3\n")), "ended with status 3"));
    CHECK(is_refused(run(stand_in(shop, "kill -9 $$\n")), "was killed"));
    CHECK(is_refused(run(stand_in(shop, "exit 0\n")), "tour.json"));
    CHECK(is_refused(run(shop.path("none")), "none"));
}

TEST_CASE("preview: what is no tour.json is refused") {
    for (const std::string text : {"", "[]", "{}", "{\"pages\":3}", "{\"pages\":[3]}",
                                   "{\"pages\":[{\"id\":\"a\",\"texts\":[{\"clipped\":\"yes\"}]}]}"}) {
        CAPTURE(text);
        CHECK(is_refused(publish::read_tour(text, "en"), "tour.json"));
    }
}
